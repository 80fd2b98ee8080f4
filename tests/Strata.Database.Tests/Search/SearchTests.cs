using Strata.Testing;

namespace Strata.Database.Tests.Search;

/// <summary>
/// What is found, and in which order, through the operation that every door calls. The expectations are the same for both engines.
/// </summary>
public class SearchTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Theory, DatabaseData]
    public async Task Hits_come_in_the_order_of_the_ranking_contract(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.StoreManyAsync([
            ("transaction", """{"external_id":"t1","description":"ACME STORE 0815 BERLIN","amount":49.9}"""),
            ("organization", """{"name":"Acme Store"}"""),
            ("note", """{"title":"Where I buy","text":"The store of Acme has what I need, mostly"}"""),
            ("note", """{"title":"The Acme store of Berlin","text":"Open until eight"}"""),
            ("contact", """{"name":"Jane Acme","company":"Some Store"}"""),
        ]);

        (await TitlesAsync(store.Alice, "acme store")).ShouldBe([
            "Acme Store",
            "The Acme store of Berlin",
            "ACME STORE 0815 BERLIN",
            "Jane Acme",
            "Where I buy",
        ]);
        (await TitlesAsync(store.Alice, "\"acme store\"")).ShouldBe(["Acme Store", "The Acme store of Berlin", "ACME STORE 0815 BERLIN"]);
        (await TitlesAsync(store.Alice, "stor* acm*")).Count.ShouldBe(5);
        (await TitlesAsync(store.Alice, "49.90")).ShouldBe(["ACME STORE 0815 BERLIN"]);
        (await TitlesAsync(store.Alice, "acme", type: "contact")).ShouldBe(["Jane Acme"]);
        (await TitlesAsync(store.Alice, "acme nowhere")).Count.ShouldBe(5, "any word");
        (await TitlesAsync(store.Alice, "acme -berlin")).ShouldBe(["Acme Store", "Jane Acme", "Where I buy"]);
        (await TitlesAsync(store.Alice, "nowhere")).ShouldBeEmpty();
    }

    [Theory, DatabaseData]
    public async Task Every_script_is_found(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        string[] texts =
        [
            "我们在上海的中文书店",
            "東京都で日本語を学ぶ",
            "서울에서 한국어를 배운다",
            "เรียนภาษาไทยที่กรุงเทพ",
            "Crème brûlée à la façon de Łódź",
            "Страница о Москве",
            "birthday 🎂 and 👍🏽",
        ];
        await store.Alice.StoreManyAsync([.. texts.Select((t, i) => ("note", $$"""{"external_id":"n{{i}}","text":"{{t}}"}"""))]);

        foreach (
            var (text, expected) in new[]
            {
                ("中文", 0),
                ("书店", 0),
                ("店", 0),
                ("日本語", 1),
                ("東", 1),
                ("한국어", 2),
                ("서울", 2),
                ("ไทย", 3),
                ("creme brulee", 4),
                ("LODZ", 4),
                ("москве", 5),
                ("🎂", 6),
                ("👍", 6),
            }
        )
        {
            var hits = await SearchAsync(store.Alice, text, "entities");
            hits[0].Snippet.ShouldBe(texts[expected], text);
        }
        (await SearchAsync(store.Alice, "文中")).ShouldBeEmpty();
        (await SearchAsync(store.Alice, "京东")).ShouldBeEmpty();
    }

    [Theory, DatabaseData]
    public async Task No_text_is_syntax(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.StoreAsync("note", """{"title":"it's a NEAR miss","text":"OR so; drop table x -- a:b & c | !d <-> e"}""");
        await store.Bob.StoreAsync("note", """{"title":"of bob","text":"secret"}""");

        foreach (var text in new[] { "near", "OR", "\"drop table\"", "a:b", "c|!d", "<-> e", "it's", "'a' | 'b':*", "-- a", "^it's" })
        {
            (await SearchAsync(store.Alice, text, "entities")).Count.ShouldBe(1, text);
        }
        foreach (
            var text in new[]
            {
                "NEAR(miss)",
                "title : miss",
                "secret",
                "1:secret",
                "2:secret",
                "' | '2:secret",
                "\" OR \"2:secret",
                "bob:secret",
                "2!",
                "\u0003wsecret",
            }
        )
        {
            (await SearchAsync(store.Alice, text)).Count(h => h.Entity?.Title != "it's a NEAR miss").ShouldBe(0, text);
        }
        foreach (var text in new[] { "", " ", "\"\"", "*", "\0", "&|!()", new string('a', 501) })
        {
            (await Should.ThrowAsync<StrataException>(() => SearchAsync(store.Alice, text))).Code.ShouldBe(ErrorCode.InvalidContent);
        }
        (await Should.ThrowAsync<StrataException>(() => SearchAsync(store.Alice, "x", kind: "all"))).Code.ShouldBe(
            ErrorCode.InvalidContent
        );
    }

    [Theory, DatabaseData]
    public async Task Words_follow_corrections_deletions_and_merges(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var first = await store.Alice.StoreAsync("organization", """{"name":"Nordwind Handel","website":"https://nordwind.example"}""");
        var second = await store.Alice.StoreAsync("organization", """{"name":"Suedlicht Reisen","industry":"travel"}""");

        await store.Alice.CorrectAsync(first.EntityId, """{"name":"Ostwind Handel"}""");
        (await IdsAsync(store.Alice, "nordwind")).ShouldBe([first.EntityId], "the address still says so");
        (await IdsAsync(store.Alice, "\"nordwind handel\"")).ShouldBeEmpty();
        (await IdsAsync(store.Alice, "ostwind")).ShouldBe([first.EntityId]);

        await store.Alice.DeleteAsync(first.EntityId);
        (await IdsAsync(store.Alice, "ostwind")).ShouldBeEmpty();
        await store.Alice.RestoreAsync(first.EntityId);
        (await IdsAsync(store.Alice, "ostwind")).ShouldBe([first.EntityId]);

        await store.Alice.MergeAsync(second.EntityId, first.EntityId);
        (await IdsAsync(store.Alice, "travel")).ShouldBe([first.EntityId], "what was merged is found through its root");
        (await IdsAsync(store.Alice, "suedlicht")).ShouldBeEmpty("the correction stands over its name");
        await store.Alice.UnmergeAsync(second.EntityId);
        (await IdsAsync(store.Alice, "travel")).ShouldBe([second.EntityId]);
        (await IdsAsync(store.Alice, "suedlicht")).ShouldBe([second.EntityId]);
    }

    [Theory, DatabaseData]
    public async Task Past_is_searched_as_it_was(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var entity = await store.Alice.StoreAsync("organization", """{"name":"Altstadt Verlag"}""", observedAt: "2026-01-01");
        var then = (await store.Alice.GetAsync(entity.EntityId)).Seq.ToString(CultureInfo.InvariantCulture);
        await store.Alice.CorrectAsync(entity.EntityId, """{"name":"Neustadt Verlag"}""");
        await store.Alice.IngestAsync("later.txt", "Altstadt is a quarter of the town.\n");

        async Task<IReadOnlyList<string>> FindAsync(string text, string? knownAt) =>
            [
                .. (await store.Alice.Search.SearchAsync(new SearchQuery { Text = text }, new ReadAt(knownAt), Token))
                    .Items.Where(h => h.FileName is not null || h.Entity?.EntityType == "organization")
                    .Select(h => h.FileName ?? h.Kind.Name()), // a text is one hit with the entity read from it
            ];

        (await FindAsync("altstadt", then)).ShouldBe(["entity"]);
        (await FindAsync("neustadt", then)).ShouldBeEmpty();
        (await FindAsync("neustadt", null)).ShouldBe(["entity"]);
        (await FindAsync("altstadt", null)).ShouldBe(["later.txt"]);
        (await FindAsync("altstadt", "0")).ShouldBeEmpty();
    }

    [Theory, DatabaseData]
    public async Task Search_says_what_it_passed_over(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var stored = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            stored.Add((await store.Alice.StoreAsync("organization", $$"""{"name":"Verlag {{i}}"}""")).EntityId);
        }
        var then = (await store.Alice.GetAsync(stored[^1])).Seq.ToString(CultureInfo.InvariantCulture);
        foreach (var id in stored)
        {
            await store.Alice.CorrectAsync(id, """{"industry":"books"}""");
        }

        var few = await WithinAsync(store, "verlag", then, new SearchLimits(WalkedPast: 3));
        few.Items.Count.ShouldBe(3);
        few.Incomplete.ShouldNotBeNull().ShouldContain("newest 3 entities");
        var all = await WithinAsync(store, "verlag", then, new SearchLimits(WalkedPast: 4));
        all.Items.Count.ShouldBe(4);
        all.Incomplete.ShouldBeNull();
        (await WithinAsync(store, "verlag", null, new SearchLimits())).Incomplete.ShouldBeNull();
        (await WithinAsync(store, "verlag books", null, new SearchLimits(Entities: 2))).Incomplete.ShouldNotBeNull();
    }

    private static Task<SearchResults> WithinAsync(TestStore store, string text, string? knownAt, SearchLimits limits) =>
        store.Store.Database.ReadAsync(
            new UserId("alice"),
            async c =>
            {
                var schemas = new SchemaStore();
                var index = new SearchIndex(new EntityReader(schemas), store.Store.Blobs, limits);
                return await index.SearchAsync(
                    c,
                    new SearchQuery { Text = text },
                    await ReadPoint.AtAsync(c, new ReadAt(knownAt), schemas)
                );
            },
            Token
        );

    [Theory, DatabaseData]
    public async Task Blocks_are_found_with_their_bytes(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var csv = new StringBuilder("Name;Comment\n");
        for (var i = 0; i < 1500; i++)
        {
            csv.Append(
                CultureInfo.InvariantCulture,
                $"Customer {i};\"Größe {i % 7}, ordered {(i == 1234 ? "a purple élan" : "things")}\"\n"
            );
        }
        var bytes = Encoding.UTF8.GetBytes(csv.ToString());
        var ingested = await store.Alice.IngestAsync("customers.csv", bytes);
        await store.Alice.IngestAsync("notes.md", "# Purple rain\n\nSome **pur**ple text, 中文 and more.\n");

        var hit = (await SearchAsync(store.Alice, "\"purple elan\"", kind: "blocks")).ShouldHaveSingleItem();
        hit.Kind.ShouldBe(HitKind.Block);
        hit.SourceId.ShouldBe(ingested.SourceId);
        hit.FileName.ShouldBe("customers.csv");
        hit.BlockId.ShouldNotBeNull().ShouldMatch("^doc_[0-9a-f]{24}/123[45]$");
        hit.Snippet.ShouldNotBeNull().ShouldContain("purple élan");
        var at = hit.Locator.ShouldNotBeNull();
        Encoding
            .UTF8.GetString(bytes, (int)at.Start, (int)at.Length)
            .TrimEnd()
            .ShouldBe("Customer 1234;\"Größe 2, ordered a purple élan\"");

        (await SearchAsync(store.Alice, "purple", kind: "blocks")).Select(h => h.FileName).ShouldBe(["notes.md", "customers.csv"]);
        (await SearchAsync(store.Alice, "\"中文 and\"", kind: "blocks")).Count.ShouldBe(1);
        (await SearchAsync(store.Alice, "customer ordered", kind: "blocks", limit: 500)).ShouldHaveSingleItem();
        (await SearchAsync(store.Alice, "\"1 2\"", kind: "blocks")).ShouldBeEmpty();
        (await SearchAsync(store.Bob, "purple")).ShouldBeEmpty();
    }

    private static async Task<IReadOnlyList<SearchHit>> SearchAsync(
        IStrata strata,
        string text,
        string? kind = null,
        string? type = null,
        int limit = 20
    ) =>
        (
            await strata.Search.SearchAsync(
                new SearchQuery
                {
                    Text = text,
                    Kind = kind,
                    EntityType = type,
                    Limit = limit,
                },
                ReadAt.Now,
                Token
            )
        ).Items;

    private static async Task<IReadOnlyList<string?>> TitlesAsync(IStrata strata, string text, string? type = null) =>
        [.. (await SearchAsync(strata, text, "entities", type)).Select(h => h.Entity?.Title)];

    private static async Task<IReadOnlyList<string?>> IdsAsync(IStrata strata, string text) =>
        [.. (await SearchAsync(strata, text, "entities")).Select(h => h.Entity?.EntityId)];
}
