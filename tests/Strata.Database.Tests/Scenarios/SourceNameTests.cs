using Strata.Testing;

namespace Strata.Database.Tests.Scenarios;

/// <summary>Wherever an id of a source is taken, so is its file's name, the end of its path and the beginning of its digest.</summary>
public sealed class SourceNameTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Theory, DatabaseData]
    public async Task Each_operation_takes_the_name_of_a_file(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.IngestAsync("else.md", "# Else\n");
        var books = await store.Alice.IngestAsync("books.md", "# Books\n\nThe Tidal Almanac\n", new IngestRequest { Origin = "shelf" });

        foreach (
            var name in new[]
            {
                books.SourceId,
                "books.md",
                "shelf/books.md",
                "./shelf/books.md",
                @"shelf\books.md",
                books.Digest[..8],
                books.Digest,
            }
        )
        {
            (await store.Alice.Sources.GetAsync(name, Token)).SourceId.ShouldBe(books.SourceId, name);
        }
        var named = """{"source_id":"books.md"}""";
        string[] answers =
        [
            await AskAsync(store.Alice, "list_members", named),
            await AskAsync(store.Alice, "list_runs", named),
            await AskAsync(store.Alice, "list_documents", named),
            await AskAsync(store.Alice, "reinterpret", named),
            await AskAsync(store.Alice, "get_blocks", """{"document_id":"books.md"}"""),
            await AskAsync(store.Alice, "preview_erasure", named),
        ];
        answers[1].ShouldContain(books.SourceId);
        answers[2].ShouldContain(books.SourceId);
        answers[3].ShouldContain(books.SourceId);
        answers[4].ShouldContain("The Tidal Almanac");
        answers[5].ShouldContain("books.md");
        await using var shown = (await store.Alice.Blocks.ShowAsync("books.md", "text", main: false, Token)).Content;
        (await new StreamReader(shown).ReadToEndAsync(Token)).ShouldContain("The Tidal Almanac");
        await using var content = (await store.Alice.Sources.OpenAsync("books.md", Token)).Content;
        (await new StreamReader(content).ReadToEndAsync(Token)).ShouldStartWith("# Books");
    }

    [Theory, DatabaseData]
    public async Task Name_of_an_erased_file_is_not_kept(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var diary = await store.Alice.IngestAsync("diary.md", "# Diary\n");
        var preview = await store.Alice.Erasures.PreviewAsync(new ErasureScope { SourceId = "diary.md" }, Token);

        var receipt = await store.Alice.Erasures.EraseAsync(
            new ErasePart { SourceId = "diary.md", Confirm = preview.Confirm },
            progress: null,
            Token
        );

        receipt.Scope.SourceId.ShouldBe(diary.SourceId);
        (await AskAsync(store.Alice, "list_audit", "{}")).ShouldNotContain("diary");
        (await RefusedAsync(store.Alice, "diary.md")).Message.ShouldBe("There is no source 'diary.md'.");
    }

    [Theory, DatabaseData]
    public async Task Path_tells_apart_what_one_name_does_not(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var zip = Office.Zip(("2025/plan.md", "# Old\n"u8.ToArray()), ("2026/plan.md", "# New\n"u8.ToArray()));
        var all = await store.Alice.IngestAsync("plans.zip", zip);
        var members = (await store.Alice.Sources.ListMembersAsync("plans.zip", new PageRequest(), Token)).Items;

        var refused = await RefusedAsync(store.Alice, "plan.md");
        refused.Code.ShouldBe(ErrorCode.Conflict);
        refused.Faults.Select(f => f.Path).ShouldBe(members.Select(m => m.SourceId), ignoreOrder: true);
        foreach (var member in members)
        {
            (await store.Alice.Sources.GetAsync(member.Path, Token)).SourceId.ShouldBe(member.SourceId);
            (await store.Alice.Sources.GetAsync("plans.zip/" + member.Path, Token)).SourceId.ShouldBe(member.SourceId);
        }
        (await RefusedAsync(store.Alice, "026/plan.md")).Code.ShouldBe(ErrorCode.SourceNotFound, "a path ends at a folder");
        (await store.Alice.Sources.GetAsync("plans.zip", Token)).SourceId.ShouldBe(all.SourceId);
    }

    [Theory, DatabaseData]
    public async Task Name_that_is_not_there_asks_for_near_ones_of_the_same_user(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var alices = await store.Alice.IngestAsync("Invoice-March.txt", "Total 12 EUR\n");
        await store.Bob.IngestAsync("invoice-marsh.txt", "Of Bob\n");
        for (var i = 0; i < 20; i++)
        {
            await store.Alice.IngestAsync($"{i:00} other.txt", $"Line {i}\n");
        }

        var refused = await RefusedAsync(store.Alice, "invoice-marhc.txt");
        refused.Code.ShouldBe(ErrorCode.SourceNotFound);
        refused.Message.ShouldBe("There is no source 'invoice-marhc.txt'. Did you mean 'Invoice-March.txt'?");
        (await RefusedAsync(store.Bob, "Invoice-March.txt")).Message.ShouldBe(
            "There is no source 'Invoice-March.txt'. Did you mean 'invoice-marsh.txt'?"
        );
        (await RefusedAsync(store.Bob, alices.Digest)).Message.ShouldBe($"There is no source '{alices.Digest}'.");
        (await RefusedAsync(store.Bob, alices.SourceId)).Message.ShouldBe($"There is no source '{alices.SourceId}'.");
        foreach (var empty in new[] { "", "/", new string('x', 1_001), "a/" })
        {
            (await RefusedAsync(store.Alice, empty)).Code.ShouldBeOneOf(ErrorCode.InvalidContent, ErrorCode.SourceNotFound);
        }
    }

    private static async Task<StrataException> RefusedAsync(IStrata strata, string name) =>
        await Should.ThrowAsync<StrataException>(() => strata.Sources.GetAsync(name, Token));

    private static async Task<string> AskAsync(IStrata strata, string operation, string request)
    {
        var called = StrataModules.Operations.Single(o => o.Name == operation);
        var answer = await called.InvokeAsync(strata, JsonElement.Parse(request), progress: null, Token);
        return JsonSerializer.Serialize(answer, StrataJson.Options.GetTypeInfo(called.ResultType));
    }
}
