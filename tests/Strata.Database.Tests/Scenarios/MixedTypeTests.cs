using Strata.Testing;

namespace Strata.Scenarios;

/// <summary>JSON files that hold more than one kind of thing: every record gets the type that describes it best.</summary>
public sealed class MixedTypeTests
{
    private const string Invoice1 = """{"invoice_number":"A1","vendor":"ACME","total":12.50,"currency":"EUR","issue_date":"2026-01-02"}""";
    private const string Invoice2 = """{"invoice_number":"A2","vendor":"ACME","total":3,"issue_date":"2026-01-03"}""";
    private const string Person =
        """{"given_name":"Bo","family_name":"Roe","birthday":"1990-05-01","nationality":"DK","email":"bo@example.com"}""";
    private const string Task = """{"title":"Call Bo","due_date":"2026-02-01","status":"open","assignee":"Kim"}""";

    [Theory, DatabaseData]
    public async Task An_array_of_several_kinds_gives_each_record_its_own_type(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var run = (
            await store.Alice.IngestAsync(
                "export.json",
                $"[{Invoice1},\n{Person},{Invoice2},\n{Task},{Person.Replace("bo@", "jo@").Replace("\"Bo\"", "\"Jo\"")}]"
            )
        ).Run!;

        run.Entities.Select(e => e.EntityType).ShouldBe(["invoice", "person", "invoice", "task", "person"], JsonSerializer.Serialize(run));
        run.UnknownFieldCount.ShouldBe(0);
        (run.Status, run.ExtractionCompleteness).ShouldBe((RunStatus.Completed, Completeness.Complete));
        var total = await store.Alice.Entities.GetProvenanceAsync(run.Entities[0].EntityId, "total", ReadAt.Now, CancellationToken.None);
        (total.Quote, total.QuoteVerified).ShouldBe(("12.50", true));
        var email = await store.Alice.Entities.GetProvenanceAsync(run.Entities[4].EntityId, "email", ReadAt.Now, CancellationToken.None);
        (email.Quote, email.QuoteVerified).ShouldBe(("jo@example.com", true));
        await store.Alice.StateHashAsync();
    }

    [Theory, DatabaseData]
    public async Task Named_arrays_of_one_object_are_read_each_by_its_own_type(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var invoices = string.Join(',', Enumerable.Range(0, 60).Select(i => Invoice1.Replace("A1", $"A{i}")));
        var json = $$"""
            {"exported_at":"2026-03-01","total":2,"invoices":[{{invoices}}],
             "contacts":[{"name":"Jane Doe","email":"jane@example.com","phone":"+49 30 1234567"},{"name":"Jim Doe"}]}
            """;
        var run = (await store.Alice.IngestAsync("dump.json", json)).Run!;

        run.Entities.GroupBy(e => e.EntityType)
            .Select(g => (g.Key, g.Count()))
            .ShouldBe([("generic", 1), ("invoice", 60), ("contact", 2)], JsonSerializer.Serialize(run.Entities.Select(e => e.EntityType)));
        run.ExtractionCompleteness.ShouldBe(Completeness.Complete);
        var wrapping = run.Entities.Single(e => e.EntityType == "generic");
        (await store.Alice.GetAsync(wrapping.EntityId))
            .Fragments.ShouldNotBeNull()
            .Keys.ShouldBe(["exported_at", "total", "raw_data"], ignoreOrder: true);
    }

    [Theory, DatabaseData]
    public async Task Records_that_say_what_they_are_are_believed_between_like_types(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        const string json = """
            {"type":"contact","name":"Ann Lee","email":"ann@example.com"}
            {"type":"organization","name":"Lee Ltd","email":"office@example.com"}
            {"type":"merchant","name":"Corner Shop","email":"shop@example.com"}
            """;
        var run = (await store.Alice.IngestAsync("export.jsonl", json)).Run!;

        run.Entities.Select(e => e.EntityType).ShouldBe(["contact", "organization", "merchant"]);
    }

    [Theory, DatabaseData]
    public async Task Sparse_records_stay_what_their_neighbours_are(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        const string json = """
            [{"name":"Ann Lee","email":"ann@example.com","phone":"+49 30 1234567","company":"Lee Ltd"},
             {"name":"Bo Roe","email":"bo@example.com","birthday":"1990-05-01"},
             {"name":"Cy Poe","email":null,"phone":"+49 30 7654321"},
             {"name":"Di Woe"}]
            """;
        var run = (await store.Alice.IngestAsync("contacts.json", json)).Run!;

        run.Entities.Select(e => e.EntityType).ShouldBe(["contact", "contact", "contact", "contact"]);
    }

    [Theory, DatabaseData, Trait("req", "N-121")]
    public async Task What_fits_no_schema_among_records_that_do_is_kept_untyped_and_said_so(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var run = (await store.Alice.IngestAsync("export.json", $$"""[{{Invoice1}},{{Invoice2}},{"wind":"NE","gusts":7}]""")).Run!;

        run.Entities.Select(e => e.EntityType).ShouldBe(["invoice", "invoice", "generic"]);
        (run.Status, run.ExtractionCompleteness).ShouldBe((RunStatus.Completed, Completeness.Partial));
        run.Errors.ShouldBe(["a record fits no schema (1×, first in block 2)"]);
        (await store.Alice.GetAsync(run.Entities[2].EntityId)).Fragments.ShouldNotBeNull()["gusts"].GetRawText().ShouldBe("7");
    }

    [Theory, DatabaseData]
    public async Task A_kind_that_first_comes_after_thousands_of_others_still_gets_its_type(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var lines = new StringBuilder();
        for (var i = 0; i < 1_500; i++)
        {
            lines.Append(Invoice1.Replace("A1", $"N{i}", StringComparison.Ordinal)).Append('\n');
        }
        await store.Alice.IngestAsync("log.jsonl", lines.Append(Task).Append('\n').Append(Person).ToString());

        (await store.Alice.ListAsync("task")).ShouldHaveSingleItem().Title.ShouldBe("Call Bo");
        (await store.Alice.ListAsync("person")).ShouldHaveSingleItem();
    }

    [Theory, DatabaseData]
    public async Task A_type_that_the_caller_names_holds_for_every_record(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var run = (await store.Alice.IngestAsync("export.json", $"[{Invoice1},{Task}]", new IngestRequest { EntityType = "note" })).Run!;

        run.Entities.ShouldAllBe(e => e.EntityType == "note");
    }

    [Theory, DatabaseData]
    public async Task A_csv_file_has_one_type(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        const string csv =
            "invoice_number,vendor,total,issue_date,title,assignee\nA1,ACME,12,2026-01-02,,\nA2,ACME,13,2026-01-03,,\n,,,,Call Bo,Kim\n";
        var run = (await store.Alice.IngestAsync("mixed.csv", csv)).Run!;

        run.Entities.Select(e => e.EntityType).Distinct().ShouldHaveSingleItem();
    }
}
