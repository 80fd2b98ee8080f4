using System.Text.RegularExpressions;
using Strata.Testing;

namespace Strata.Archive;

/// <summary>A store whose user has runs of several formats, and everything that can be asked about them.</summary>
internal static partial class OldStore
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly UserId Alice = new("alice");

    /// <summary>Time after which runs are archived.</summary>
    public static readonly TimeSpan HalfAYear = TimeSpan.FromDays(181);

    /// <summary>So many that their page is shorter in the archive.</summary>
    private const int Rows = 200;

    /// <summary>So many that they are on several pages.</summary>
    private static readonly int Payments = TestScale.Pick(quick: 600, all: 1_300);

    /// <summary>A source that is read twice, in two ways.</summary>
    public static readonly string Again = Csv("a");

    // Made once: a ZIP says when it was made.
    private static readonly byte[] Transactions = Workbook(Payments);
    private static readonly byte[] Members = Office.Zip(
        ("bank/a.csv", Encoding.UTF8.GetBytes(Csv("z"))),
        ("note.md", "# Note\n\nIn a ZIP.\n"u8.ToArray())
    );

    private static string Csv(string mark) =>
        "External Id,Date,Amount\n" + string.Concat(Enumerable.Range(0, Rows).Select(i => $"{mark}-{i},2026-02-03,{i}.50\n"));

    public static byte[] Workbook(int rows) =>
        Office.Xlsx(
            "Umsätze",
            [
                ["External Id", "Date", "Description", "Amount", "Currency"],
                .. Enumerable
                    .Range(0, rows)
                    .Select(i =>
                        (string[])[$"t-{i}", "2026-02-03", $"Zahlung {i} €", (i + 1).ToString(CultureInfo.InvariantCulture) + ".50", "EUR"]
                    ),
            ]
        );

    /// <summary>Fills the user; gives a ledger position in the middle of it.</summary>
    public static async Task<long> FillAsync(TestStore store)
    {
        var middle = await RichStore.FillAsync(store.Alice, store.Time);
        await store.Alice.IngestAsync("transactions.xlsx", Transactions);
        await store.Alice.IngestAsync(
            "invoice.pdf",
            Office.Pdf(
                [.. Enumerable.Range(0, 40).Select(i => $"Term {i} applies to deliveries.")],
                ["Invoice", "Invoice number: 4711", "Vendor: Acme GmbH", "Total: 12.50 EUR", "Date: 2026-01-05"]
            )
        );
        await store.Alice.IngestAsync(
            "page.html",
            "<html><body><h1>Rotterdam</h1><p>Harbour <b>dues</b> 漢字</p><table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>"
                + string.Concat(Enumerable.Range(0, 100).Select(i => $"<p>Berth <i>{i}</i></p>"))
                + "</body></html>"
        );
        await store.Alice.IngestAsync("all.zip", Members);
        await store.Alice.IngestAsync(
            "broken.json",
            "["
                + string.Join(
                    ',',
                    Enumerable.Range(0, Rows).Select(i => $$"""{"external_id":"b-{{i}}","date":"2026-02-03","amount":{{i}}.5}""")
                )
                + ",{]"
        );
        await store.Alice.IngestAsync("again.csv", Again);
        var again = (await store.Alice.Sources.ListAsync(new PageRequest(), None)).Items.Single(s => s.FileName == "again.csv");
        await store.Alice.Sources.ReinterpretAsync(new() { SourceId = again.SourceId, EntityType = "transaction" }, null, None);
        return middle;
    }

    /// <summary>Everything that can be asked, as text, but for when runs were archived.</summary>
    public static async Task<string> AnswersAsync(IStrata user, long seq)
    {
        var answers = new StringBuilder(await RichStore.AnswersAsync(user, seq));
        foreach (var type in (string[])["transaction", "invoice", "generic", "note"])
        {
            foreach (var entity in (await user.ListAsync(type)).Take(30))
            {
                Add(await user.GetAsync(entity.EntityId, provenance: true));
                Add(await user.GetAsync(entity.EntityId, validAt: "2100-01-01T00:00:00Z"));
            }
        }
        foreach (var source in (await user.Sources.ListAsync(new PageRequest(1_000), None)).Items)
        {
            Add(await user.Sources.GetAsync(source.SourceId, None));
            foreach (var document in (await user.Documents.ListAsync(new DocumentQuery { SourceId = source.SourceId }, None)).Items)
            {
                for (string? cursor = "0"; cursor is not null; )
                {
                    var page = await user.Blocks.ListAsync(document.DocumentId, new BlockQuery { Limit = 200, Cursor = cursor }, None);
                    Add(page);
                    cursor = page.NextCursor;
                }
                Add(
                    await user.Blocks.ListAsync(
                        document.DocumentId,
                        new BlockQuery { Type = "record", Text = $"zahlung {Payments - 1}" },
                        None
                    )
                );
                Add(await user.Blocks.ListAsync(document.DocumentId, new BlockQuery { Cursor = $"{Payments - 80}", Limit = 3 }, None));
                await AddTextAsync(async () =>
                    (await user.Blocks.ReconstructAsync(document.DocumentId, new ReconstructRequest(), None)).Content
                );
                await AddTextAsync(async () =>
                    (
                        await user.Blocks.ReconstructAsync(
                            document.DocumentId,
                            new ReconstructRequest { Revisions = [new(1, "revised")] },
                            None
                        )
                    ).Content
                );
                await AddTextAsync(async () => (await user.Blocks.ShowAsync(document.DocumentId, "markdown", false, None)).Content);
                await AddTextAsync(async () => (await user.Blocks.ShowAsync(document.DocumentId, "json", false, None)).Content);
            }
        }
        foreach (var text in (string[])[$"\"Zahlung {Payments - 2}\"", "harbour", "note", "zahl*"])
        {
            Add(await user.Search.SearchAsync(new SearchQuery { Text = text, Limit = 50 }, ReadAt.Now, None));
            Add(
                await user.Search.SearchAsync(
                    new SearchQuery { Text = text, Kind = "blocks" },
                    new ReadAt(seq.ToString(CultureInfo.InvariantCulture)),
                    None
                )
            );
        }
        Add(await user.Runs.ListAsync(null, new PageRequest(1_000), None));
        foreach (var run in (await user.Runs.ListAsync(null, new PageRequest(1_000), None)).Items)
        {
            Add(await user.Runs.GetAsync(run.RunId, None));
        }
        Add((await user.VerifyAsync()) with { Archived = 0, Chain = new ChainReport("", 0, 0, 0, 0) });
        return ArchivedAt().Replace(answers.ToString(), "");

        async Task AddTextAsync(Func<Task<Stream>> ask)
        {
            try
            {
                await using var content = await ask();
                using var bytes = new MemoryStream();
                await content.CopyToAsync(bytes, None);
                answers.AppendLine(Convert.ToHexString(bytes.ToArray()));
            }
            catch (StrataException e)
            {
                answers.AppendLine($"{e.Code}: {e.Message}");
            }
        }

        // When it was read differs, what it says must not.
        void Add<T>(T answer) =>
            answers.AppendLine(
                answer is IPastAnswer past
                    ? JsonSerializer.Serialize(past.Undated, past.Undated.GetType(), StrataJson.Options)
                    : JsonSerializer.Serialize(answer, StrataJson.Options)
            );
    }

    /// <summary>Rows of everything that is moved, as they are in the tables.</summary>
    public static Task<string> RowsAsync(TestStore store) =>
        store.Store.Database.ReadAsync(
            Alice,
            async connection =>
            {
                var rows = new StringBuilder();
                foreach (
                    var (run, configuration, errors, progress, archived) in await connection.QueryAsync<(
                        long,
                        string,
                        string,
                        string,
                        long?
                    )>("select run_no, configuration, errors, progress, archived_at from runs where user_id = @user order by run_no")
                )
                {
                    rows.AppendLine(CultureInfo.InvariantCulture, $"{run} {configuration} {errors} {progress} {archived}");
                }
                foreach (
                    var (document, first, packed, details) in await connection.QueryAsync<(long, long, byte[], byte[]?)>(
                        "select document_no, first_block, packed, details from block_pages where user_id = @user order by document_no, first_block"
                    )
                )
                {
                    rows.AppendLine(
                        CultureInfo.InvariantCulture,
                        $"{document} {first} {Convert.ToHexString(packed)} {(details is null ? "-" : Convert.ToHexString(details))}"
                    );
                }
                return rows.ToString();
            },
            None
        );

    public static Task<long> CountAsync(TestStore store, string table) =>
        store.Store.Database.ReadAsync(
            Alice,
            c => c.QueryFirstOrDefaultAsync<long>($"select count(*) from {table} where user_id = @user"),
            None
        );

    public static Task<int> ExecuteAsync(TestStore store, string sql, object? args = null) =>
        store.Store.Database.WriteAsync(Alice, tx => tx.ExecuteAsync(sql, args), None);

    /// <summary>The same, line by line: whole answers are too long to be shown.</summary>
    public static void ShouldBeSame(this string answers, string expected)
    {
        var (lines, others) = (answers.Split('\n'), expected.Split('\n'));
        lines.Zip(others).FirstOrDefault(l => l.First != l.Second).ShouldBe(default);
        lines.Length.ShouldBe(others.Length);
    }

    /// <summary>What every worker does now and then.</summary>
    public static async Task<int> ScheduleAsync(this TestStore store) =>
        (await store.Store.Jobs.MoreSteps.OfType<ScheduleArchival>().Single().RunAsync(None)).Count;

    public static Task<ArchiveReport> ArchiveAsync(this IStrata user, int? olderThan = null, bool dryRun = false) =>
        user.Archival.ArchiveAsync(new ArchiveRequest { OlderThanDays = olderThan, DryRun = dryRun }, null, None);

    [GeneratedRegex("\"archived_at\":\"[^\"]*\",")]
    private static partial Regex ArchivedAt();
}
