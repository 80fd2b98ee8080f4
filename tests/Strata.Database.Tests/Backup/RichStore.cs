using System.Text.RegularExpressions;
using Strata.Testing;

namespace Strata.Backup;

/// <summary>A user with something of everything that a backup must carry, and the answers that must not change.</summary>
internal static class RichStore
{
    private static readonly CancellationToken None = CancellationToken.None;

    private const string Book =
        """{"type":"object","title":"Book","properties":{"isbn":{"type":"string"},"title":{"type":"string"}},"x-strata":{"identity":[["isbn"]],"title":["title"]}}""";

    /// <summary>Fills the user; gives a ledger position in the middle of it.</summary>
    public static async Task<long> FillAsync(IStrata user, TestTime time, string mark = "Ümlaut 漢字")
    {
        var people = string.Join('\n', Enumerable.Range(0, 40).Select(i => $"Jo {i},jo{i}@example.com,+49 30 {1000 + i},{mark} {i}"));
        await user.IngestAsync("people.csv", "name,email,phone,remark\n" + people + "\n");
        await user.IngestAsync(
            "notes.md",
            $"# Notes of {mark}\n\nInvoice: R-77\nVendor: {mark} GmbH\nTotal: 12.50 EUR\nDate: 2026-01-02\n\n- one\n- two\n"
        );
        await user.IngestAsync("raw.bin.txt", $"{mark} only\n", new IngestRequest { Interpret = false });
        await user.IngestAsync(
            "mail.eml",
            $"From: a@example.com\nTo: b@example.com\nSubject: {mark}\nDate: Mon, 02 Mar 2026 10:00:00 +0000\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\nHello {mark}\n"
        );
        time.Advance(TimeSpan.FromMinutes(1));
        var one = await user.StoreAsync(
            "contact",
            """{"name":"Ada","email":"ada@example.com","phone":"+49 30 777001","shoe":42,"deep":{"a":[1,2.5,null]}}""",
            key: "once"
        );
        var two = await user.StoreAsync("contact", """{"name":"Ada L.","email":"ada.l@example.com"}""");
        var three = await user.StoreAsync("contact", """{"name":"Gone","email":"gone@example.com"}""");
        var four = await user.StoreAsync("contact", """{"name":"Four","email":"four@example.com","phone":"+49 30 777004"}""");
        var five = await user.StoreAsync("contact", """{"name":"Five","email":"five@example.com"}""");
        await user.StoreAsync("spaceship", """{"hull":"NCC"}""");
        var middle = (await user.CorrectAsync(one.EntityId, """{"name":"Ada Lovelace"}""")).Seq;
        time.Advance(TimeSpan.FromMinutes(1));
        var wrong = await user.CorrectAsync(one.EntityId, """{"name":"Wrong"}""");
        await user.RetractAsync(wrong.Id);
        await user.MergeAsync(two.EntityId, one.EntityId);
        await user.MergeAsync(five.EntityId, four.EntityId);
        await user.UnmergeAsync(five.EntityId);
        await user.DeleteAsync(three.EntityId);
        await user.RelateAsync(four.EntityId, "knows", one.EntityId);
        await user.RegisterAsync("book", Book);
        await user.StoreAsync("book", """{"isbn":"1","title":"One","pages":100}""");
        await user.RegisterAsync(
            "book",
            Book.Replace("\"title\":{\"type\":\"string\"}", "\"title\":{\"type\":\"string\"},\"pages\":{\"type\":\"integer\"}")
        );
        await user.Duplicates.FindAsync(new FindDuplicatesRequest { EntityType = "contact" }, null, None);
        await user.CorrectAsync(four.EntityId, """{"email":"ada@example.com"}""");
        var pair = (await user.Duplicates.ListAsync(new DuplicateQuery(), None)).Items[0];
        await user.Duplicates.DismissAsync(pair.EntityId, pair.OtherId, new DecisionRequest(), None);
        await user.Schedules.PutAsync("nightly", new JobScheduleRequest { Cron = "0 3 * * *", Kind = "verify" }, None);
        return middle;
    }

    /// <summary>Answers of all kinds, now and as of the position, as text.</summary>
    public static async Task<string> AnswersAsync(IStrata user, long seq)
    {
        var answers = new StringBuilder();
        foreach (var at in new[] { ReadAt.Now, new ReadAt(seq.ToString(System.Globalization.CultureInfo.InvariantCulture)) })
        {
            Add(
                await user.Search.ListAsync(
                    new EntityQuery
                    {
                        Limit = 1000,
                        IncludeDeleted = true,
                        IncludeMerged = true,
                    },
                    at,
                    None
                )
            );
            Add(
                await user.Search.ListAsync(
                    new EntityQuery
                    {
                        EntityType = "contact",
                        Sort = "name",
                        Limit = 1000,
                    },
                    at,
                    None
                )
            );
            Add(await user.Search.SearchAsync(new SearchQuery { Text = "漢字", Limit = 100 }, at, None));
            Add(await user.Search.SearchAsync(new SearchQuery { Text = "ada", Kind = "entities" }, at, None));
        }
        foreach (var entity in await user.ListAsync("contact"))
        {
            Add(await user.GetAsync(entity.EntityId, provenance: true));
            Add(await user.Entities.GetHistoryAsync(entity.EntityId, new PageRequest(1000), ReadAt.Now, None));
        }
        Add(await user.Sources.ListAsync(new PageRequest(1000), None));
        Add(await user.Documents.ListAsync(new DocumentQuery { Limit = 1000 }, None));
        Add(await user.Duplicates.ListAsync(new DuplicateQuery(), None));
        Add(await user.Schemas.ListAsync(None));
        Add(await user.Schedules.ListAsync(None));
        // Positions of reads of now go on with every write.
        return Regex.Replace(answers.ToString(), ""","read_at":\{[^}]*\}""", "");

        void Add<T>(T answer) => answers.AppendLine(JsonSerializer.Serialize(answer, StrataJson.Options));
    }
}
