using Strata.Testing;

namespace Strata.Scenarios;

/// <summary>
/// What <c>additionalProperties</c> says of a record holds: of records that are sent, by refusing them; of what is read from files, by
/// keeping it aside with the reason.
/// </summary>
public sealed class ClosedSchemaTests
{
    private const string Closed = """
        {"type":"object","x-strata":{"identity":[["serial"]]},"properties":{"serial":{"type":"string"},"weight":{"type":"number"}},"additionalProperties":false}
        """;

    [Theory, DatabaseData]
    public async Task Record_with_a_field_that_its_schema_does_not_allow_is_refused_whole(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.RegisterAsync("crate", Closed);

        var refused = await StoreSteps.RefusedAsync(() =>
            store.Alice.StoreManyAsync([("crate", """{"serial":"1","weight":2}"""), ("crate", """{"serial":"2","wieght":3}""")])
        );

        refused.Code.ShouldBe(ErrorCode.SchemaValidationFailed);
        var fault = refused.Faults.ShouldHaveSingleItem();
        fault.Path.ShouldBe("/entities/1/fields/wieght");
        fault.Reason.ShouldContain("allows no other fields");
        (await store.Alice.ListAsync("crate")).ShouldBeEmpty();

        // Another user's type of that name is another, and unknown.
        (await store.Bob.StoreAsync("crate", """{"serial":"2","wieght":3}""")).EntityType.ShouldBe("generic");
        await store.Alice.StoreAsync("crate", """{"serial":"1","weight":2}""");
        (await store.Alice.VerifyAsync()).Ok.ShouldBeTrue();
    }

    [Theory, DatabaseData]
    public async Task Schema_that_nothing_can_fulfil_is_refused_and_changes_nothing(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.RegisterAsync("crate", Closed);

        var refused = await StoreSteps.RefusedAsync(() =>
            store.Alice.RegisterAsync(
                "crate",
                """{"properties":{"serial":{"type":"string","minLength":3,"maxLength":2},"weight":{"minimum":1,"exclusiveMaximum":1}}}"""
            )
        );

        refused.Code.ShouldBe(ErrorCode.SchemaValidationFailed);
        refused.Faults.Select(f => f.Path).ShouldBe(["/properties/serial/minLength", "/properties/weight/minimum"]);
        (await store.Alice.StoreAsync("crate", """{"serial":"1"}""")).EntityType.ShouldBe("crate");
        (await store.Alice.VerifyAsync()).Ok.ShouldBeTrue();
    }

    [Theory, DatabaseData]
    public async Task Field_of_a_file_that_its_schema_does_not_allow_is_kept_aside_with_the_reason(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.RegisterAsync("crate", Closed);
        var request = new IngestRequest { EntityType = "crate" };

        var csv = (await store.Alice.IngestAsync("crates.csv", "serial,weight,colour\n1,2,red\n2,3,blue\n", request)).Run!;
        var json = (await store.Alice.IngestAsync("crates.json", """[{"serial":"3","weight":4,"colour":"green"}]""", request)).Run!;
        var text = (await store.Alice.IngestAsync("crate.txt", "Serial: 4\nWeight: 5\nColour: grey\n", request)).Run!;

        foreach (var (run, entities) in new[] { (csv, 2), (json, 1), (text, 1) })
        {
            run.Entities.Count.ShouldBe(entities);
            run.UnknownFieldCount.ShouldBe(entities);
            run.Errors.ShouldContain(
                e => e.Contains("colour", StringComparison.OrdinalIgnoreCase) && e.Contains("allows no other fields"),
                JsonSerializer.Serialize(run.Errors)
            );
            (await store.Alice.GetAsync(run.Entities[0].EntityId)).Fields.Keys.Order().ShouldBe(["serial", "weight"]);
            var observation = (await store.Alice.ObservationsAsync(run.Entities[0].EntityId)).ShouldHaveSingleItem();
            observation.Fragments.ShouldNotBeNull().ShouldHaveSingleItem().Value.Reason.ShouldContain("allows no other fields");
        }
    }

    [Theory, DatabaseData]
    public async Task Other_fields_fit_the_schema_that_is_given_for_them(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.RegisterAsync("crate", Closed.Replace("false", """{"type":"integer"}""", StringComparison.Ordinal));

        var stored = await store.Alice.StoreAsync("crate", """{"serial":"1","pallet":7}""");
        var refused = await StoreSteps.RefusedAsync(() => store.Alice.StoreAsync("crate", """{"serial":"2","pallet":"seven"}"""));

        (await store.Alice.GetAsync(stored.EntityId, provenance: true)).Fragments.ShouldNotBeNull().Keys.ShouldBe(["pallet"]);
        refused.Faults.ShouldHaveSingleItem().ShouldBe(new Fault("/entities/0/fields/pallet", "is string, not integer"));
    }

    [Theory, DatabaseData]
    public async Task Type_that_takes_what_no_other_describes_declares_nothing(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);

        var refused = await StoreSteps.RefusedAsync(() =>
            store.Alice.RegisterAsync("generic", """{"properties":{"a":{"type":"string"}}}""")
        );

        refused.Code.ShouldBe(ErrorCode.SchemaValidationFailed);
        refused.Message.ShouldContain("register a type of its own");
        (await store.Alice.RegisterAsync("generic", """{"title":"Unsorted","properties":{}}""")).ActiveVersion.ShouldBe(2);
        (await store.Alice.StoreAsync("gadget", """{"a":"x"}""")).EntityType.ShouldBe("generic");
        (await store.Bob.Schemas.GetAsync("generic", null, CancellationToken.None)).Title.ShouldBe("Generic");
    }
}
