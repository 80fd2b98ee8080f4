using Strata.Testing;

namespace Strata.Scenarios;

/// <summary>What "no value" means: null in what is stated, null and blanks in files, and fields that a schema requires.</summary>
public sealed class NoValueTests
{
    private const string Measurement = """
        {
          "type": "object",
          "required": ["station", "reading"],
          "properties": {"station": {"type": "string"}, "reading": {"type": "number"}, "remark": {"type": "string"}},
          "x-strata": {"identity": [["station"]]}
        }
        """;

    [Theory, DatabaseData]
    public async Task Null_that_is_stated_clears_and_a_left_out_field_does_not(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var id = (await store.Alice.StoreAsync("contact", """{"email":"a@example.com","phone":"+49 30 1234567","city":"Kiel"}""")).EntityId;
        await store.Alice.StoreAsync("contact", """{"email":"a@example.com","phone":null}""");

        var entity = await store.Alice.GetAsync(id);
        (entity.Json("phone"), entity.Json("city")).ShouldBe((null, "\"Kiel\""));

        await store.Alice.StoreAsync("contact", """{"email":"a@example.com","phone":"+49 30 7654321"}""");
        (await store.Alice.GetAsync(id)).Json("phone").ShouldBe("\"+49 30 7654321\"");
    }

    [Theory, DatabaseData]
    public async Task Null_and_blanks_in_a_file_say_nothing_and_clear_nothing(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var first = (
            await store.Alice.IngestAsync("contacts.json", """[{"name":"Ann Lee","email":"a@example.com","phone":"+49 30 1234567"}]""")
        ).Run!;
        var id = first.Entities[0].EntityId;
        store.Time.Advance(TimeSpan.FromDays(1));
        var second = (
            await store.Alice.IngestAsync(
                "contacts-2.json",
                """[{"name":"Ann Lee","email":"a@example.com","phone":null,"legacy_id":null}]"""
            )
        ).Run!;
        store.Time.Advance(TimeSpan.FromDays(1));
        var third = (await store.Alice.IngestAsync("contacts-3.csv", "name,email,phone\nAnn Lee,a@example.com,  \n")).Run!;

        (second.Entities[0].EntityId, third.Entities[0].EntityId).ShouldBe((id, id));
        (second.UnknownFieldCount, third.UnknownFieldCount).ShouldBe((0, 0));
        (await store.Alice.GetAsync(id)).Json("phone").ShouldBe("\"+49 30 1234567\"");
        (await store.Alice.ObservationsAsync(id)).Count(o => o.Fields.ContainsKey("phone")).ShouldBe(1);
    }

    [Theory, DatabaseData, Trait("req", "N-121")]
    public async Task A_required_field_must_be_stated_and_may_be_missing_in_a_file(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.Schemas.RegisterAsync(
            new RegisterSchemaRequest
            {
                EntityType = "measurement",
                Schema = System.Text.Json.JsonElement.Parse(Measurement),
                Activate = true,
            },
            CancellationToken.None
        );

        foreach (var fields in (string[])["""{"station":"S1"}""", """{"station":"S1","reading":null}"""])
        {
            var refused = await Should.ThrowAsync<StrataException>(() => store.Alice.StoreAsync("measurement", fields));
            refused.Code.ShouldBe(ErrorCode.SchemaValidationFailed);
            refused.Faults.ShouldHaveSingleItem().ShouldBe(new Fault("/entities/0/fields/reading", "is required"));
        }

        const string csv = "station;reading;remark\nS1;1,5;\nS2;;calibrating\nS3;broken;\nS4;2,5;\n";
        var run = (await store.Alice.IngestAsync("measurements.csv", csv, new IngestRequest { EntityType = "measurement" })).Run!;

        run.Entities.Count.ShouldBe(4);
        run.Entities[1].Fields.Keys.ShouldBe(["remark", "station"]);
        (run.Status, run.ExtractionCompleteness).ShouldBe((RunStatus.Completed, Completeness.Partial));
        run.Errors.ShouldBe([
            "'reading': not a number (1×, first in block 2)",
            "'reading': required by schema 'measurement' and not found (2×, first in block 1)",
        ]);
        run.Confidence.ShouldBeInRange(0.3, (1 + 0.5 + 0.25 + 1) / 4);
    }
}
