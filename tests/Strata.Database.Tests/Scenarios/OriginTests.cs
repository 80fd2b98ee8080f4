using Strata.Testing;

namespace Strata.Scenarios;

/// <summary>Local identifiers are keys within their origin only (docs/adr/0035-identity-by-origin.md).</summary>
public sealed class OriginTests
{
    private const string People = "id,name,email\n1,Ann Lee,ann@x.example\n2,Bob Ray,bob@x.example\n";
    private const string Others = "id,name,email\n1,Zed Quux,zed@other.example\n2,Yan Pok,yan@other.example\n";
    private static readonly IngestRequest AsPeople = new() { EntityType = "person" };

    [Theory, DatabaseData]
    public async Task Two_files_that_number_their_people_alike_have_nobody_in_common(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.IngestAsync("a/people.csv", "id,first_name,last_name,city\n17,Anna,Keller,Bern\n", AsPeople);
        await store.Alice.IngestAsync("b/people.csv", "id,first_name,last_name,city\n17,,Nguyen,Lyon\n", AsPeople);
        await store.Alice.IngestAsync("shop.csv", "id,first_name,last_name,city\n17,Bo,Lind,Bern\n", AsPeople);

        (await store.Alice.ListAsync("person")).Select(p => p.Json("last_name")).Order().ShouldBe(["\"Keller\"", "\"Lind\"", "\"Nguyen\""]);
        (await OriginsAsync(store.Alice)).ShouldBe(["people", "people (2)", "shop"]);
    }

    [Theory, DatabaseData, Trait("req", "D20")]
    public async Task A_thousand_people_numbered_like_a_thousand_others_are_two_thousand_and_exports_of_each_still_find_them(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        string[] cities = ["Bern", "Lyon", "Oslo"];
        var crm = Table(i => $"Cora{i % 40},Mayer{i},{cities[i % 3]}");
        var shop = Table(i => $"Cora{i * 7 % 40},Smith{i},{cities[i % 2]}");
        await store.Alice.IngestAsync("crm-2026-01.csv", crm, AsPeople);
        await store.Alice.IngestAsync("shop.csv", shop, AsPeople);
        (await CountAsync(store.Alice)).ShouldBe(2_000);

        // Under another name, in the next month's file, and with a name that has changed.
        await store.Alice.IngestAsync("export.csv", crm.Replace("\n", "\r\n", StringComparison.Ordinal), AsPeople);
        var next = await store.Alice.IngestAsync(
            "crm-2026-02.csv",
            crm.Replace("Cora5,Mayer5,", "Cora5,Keller,", StringComparison.Ordinal),
            AsPeople
        );
        await store.Alice.IngestAsync(
            "shop (copy).csv",
            shop.Replace("Oslo", "Riga", StringComparison.Ordinal) + "1000,New,Person,Bern\n",
            AsPeople
        );

        (await CountAsync(store.Alice)).ShouldBe(2_001);
        next.Run!.Errors.ShouldBeEmpty();
        (await store.Alice.FindEntitiesAsync("Keller", "person", ReadAt.Now, CancellationToken.None)).ShouldHaveSingleItem();
        (await OriginsAsync(store.Alice)).ShouldBe(["crm", "crm", "crm", "shop", "shop"]);
        (await store.Alice.VerifyAsync()).Ok.ShouldBeTrue();
        (await store.Alice.RebuildAsync()).Changed.ShouldBe(0);

        static string Table(Func<int, string> row) =>
            "id,first_name,last_name,city\n" + string.Concat(Enumerable.Range(0, 1_000).Select(i => $"{i},{row(i)}\n"));
    }

    [Theory, DatabaseData]
    public async Task A_stated_origin_decides_and_is_shown(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.IngestAsync("people.csv", People, AsPeople with { Origin = "crm" });
        await store.Alice.IngestAsync(
            "people.csv",
            Others.Replace("email", "remark", StringComparison.Ordinal),
            AsPeople with
            {
                Origin = "shop",
            }
        );
        var same = await store.Alice.Structured.StoreAsync(Stated("crm"), CancellationToken.None);
        var other = await store.Alice.Structured.StoreAsync(Stated("payroll"), CancellationToken.None);
        var none = await store.Alice.Structured.StoreAsync(Stated(null), CancellationToken.None);

        (same.Entities[0].Created, other.Entities[0].Created, none.Entities[0].Created).ShouldBe((false, true, true));
        (await OriginsAsync(store.Alice)).ShouldBe(["crm", "crm", "payroll", "shop", "structured"]);
        (await store.Alice.FindEntitiesAsync("2", "person", ReadAt.Now, CancellationToken.None)).Count.ShouldBe(4);
        (await store.Alice.VerifyAsync()).Ok.ShouldBeTrue();

        static StructuredRequest Stated(string? origin) =>
            new()
            {
                Origin = origin,
                Entities =
                [
                    new()
                    {
                        EntityType = "person",
                        Fields = new Dictionary<string, JsonElement> { ["external_id"] = JsonElement.Parse("\"2\"") },
                    },
                ],
            };
    }

    [Theory, DatabaseData]
    public async Task Two_ids_of_one_origin_are_two_and_filed_even_if_a_weaker_key_is_the_same(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.IngestAsync("people.csv", "id,name,email\n1,Ann Lee,lee@x.example\n2,Bob Lee,lee@x.example\n", AsPeople);
        // What is unique everywhere is a key everywhere.
        await store.Alice.IngestAsync("news.csv", "id,name,email\n77,Ann Lee,lee@x.example\n", AsPeople);

        (await store.Alice.ListAsync("person")).Select(p => p.Json("name")).Order().ShouldBe(["\"Ann Lee\"", "\"Bob Lee\""]);
        (await store.Alice.Duplicates.ListAsync(new DuplicateQuery(), CancellationToken.None))
            .Items.ShouldHaveSingleItem()
            .Reason.ShouldBe("email");
    }

    [Theory, DatabaseData]
    public async Task Files_that_are_promoted_later_keep_their_ids_apart_too(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.IngestAsync("one.csv", "gid,label\n1,red\n2,blue\n", new IngestRequest());
        await store.Alice.IngestAsync("two.csv", "gid,label\n1,oak\n2,elm\n", new IngestRequest());
        await store.Alice.RegisterAsync(
            "gadget",
            """{"type":"object","x-strata":{"identity":[["gadget_id"]],"title":["label"]},"properties":{"gadget_id":{"type":"string","x-strata":{"aliases":["gid"]}},"label":{"type":"string"}}}"""
        );
        foreach (var source in (await store.Alice.Sources.ListAsync(new PageRequest(), CancellationToken.None)).Items)
        {
            await store.Alice.Sources.ReinterpretAsync(
                new() { SourceId = source.SourceId, EntityType = "gadget" },
                null,
                CancellationToken.None
            );
        }

        (await store.Alice.ListAsync("gadget"))
            .Select(g => g.Json("label"))
            .Order()
            .ShouldBe(["\"blue\"", "\"elm\"", "\"oak\"", "\"red\""]);
    }

    [Theory, DatabaseData]
    public async Task Transactions_of_two_accounts_with_the_same_numbers_are_all_kept(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.IngestAsync(
            "one.csv",
            "id,date,description,amount,currency\n1,2026-01-01,Rent,-900,EUR\n2,2026-01-02,Food,-20,EUR\n"
        );
        await store.Alice.IngestAsync(
            "two.csv",
            "id,date,description,amount,currency\n1,2026-01-01,Salary,3000,USD\n2,2026-01-02,Gift,50,USD\n"
        );

        (await store.Alice.ListAsync("transaction"))
            .Select(t => t.Json("description"))
            .Order()
            .ShouldBe(["\"Food\"", "\"Gift\"", "\"Rent\"", "\"Salary\""]);
    }

    [Theory]
    [InlineData(null, "crm-2026-02.csv", "crm")]
    [InlineData(null, "Customers Jan 2026 (3).xlsx", "customers")]
    [InlineData(null, "2026-01.csv", "files")]
    [InlineData("https://api.example.com/v2/export/people-7.csv?x=1", "people-7.csv", "api-example-com/v/export/people")]
    [InlineData("attachment", "liste.csv", "attachment/liste")]
    public void The_name_of_a_file_tells_its_origin(string? from, string fileName, string origin) =>
        SourceOrigins.NameOf(from, fileName).ShouldBe(origin);

    private static async Task<IEnumerable<string?>> OriginsAsync(IStrata user) =>
        (await user.Sources.ListAsync(new PageRequest { Limit = 100 }, CancellationToken.None)).Items.Select(s => s.Origin).Order();

    private static async Task<long> CountAsync(IStrata user)
    {
        var count = 0L;
        for (string? cursor = null; ; )
        {
            var page = await user.Search.ListAsync(
                new EntityQuery
                {
                    EntityType = "person",
                    Limit = 1000,
                    Cursor = cursor,
                },
                ReadAt.Now,
                CancellationToken.None
            );
            count += page.Items.Count;
            if ((cursor = page.NextCursor) is null)
            {
                return count;
            }
        }
    }
}
