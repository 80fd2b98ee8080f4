using Strata.Testing;

namespace Strata.Database.Tests.Scenarios;

/// <summary>Wherever an id of an entity is taken, so is what identifies it; and names that are unknown ask for near ones.</summary>
public sealed class EntityNameTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Theory, DatabaseData]
    public async Task Each_operation_takes_what_identifies_an_entity(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var stored = await store.Alice.StoreManyAsync([
            ("contact", """{"name":"Ann Bell","email":"ann@bell.example"}"""),
            ("contact", """{"name":"Ben Cole","email":"ben@cole.example"}"""),
            ("invoice", """{"invoice_number":"INV-7","vendor":"Acme","total":12}"""),
        ]);
        var (ann, ben, invoice) = (stored.Entities[0].EntityId, stored.Entities[1].EntityId, stored.Entities[2].EntityId);
        string Asked(string name) => $$"""{"entity_id":"{{name}}"}""";

        (await AskAsync(store.Alice, "get_entity", Asked("ann@bell.example"))).ShouldContain(ann);
        (await AskAsync(store.Alice, "get_entity", Asked("Ann Bell"))).ShouldContain(ann);
        (await AskAsync(store.Alice, "get_entity", Asked("INV-7"))).ShouldContain(invoice);
        (await AskAsync(store.Alice, "entity_history", Asked("INV-7"))).ShouldContain("obs_");
        (await AskAsync(store.Alice, "list_observations", Asked("INV-7"))).ShouldContain(invoice);
        (await AskAsync(store.Alice, "list_audit", """{"about":"INV-7"}""")).ShouldNotContain(ann);
        (await AskAsync(store.Alice, "get_field_provenance", """{"entity_id":"INV-7","field":"total"}""")).ShouldContain("12");
        await AskAsync(store.Alice, "correct", """{"entity_id":"INV-7","fields":{"total":13}}""");
        (await store.Alice.GetAsync(invoice)).Json("total").ShouldBe("13");
        await AskAsync(store.Alice, "relate", """{"from":"INV-7","to":"ben@cole.example","type":"knows"}""");

        await AskAsync(store.Alice, "merge_entities", """{"entity_id":"ann@bell.example","to":"ben@cole.example"}""");
        (await AskAsync(store.Alice, "get_entity", Asked("ann@bell.example"))).ShouldContain(ben, customMessage: "it is Ben now");
        await AskAsync(store.Alice, "unmerge_entities", Asked("ann@bell.example"));
        (await AskAsync(store.Alice, "get_entity", Asked("ann@bell.example"))).ShouldContain(ann);

        await AskAsync(store.Alice, "delete_entity", Asked("INV-7"));
        (await RefusedAsync(store.Alice, "get_entity", Asked("INV-7"))).Message.ShouldBe("No entity matches 'INV-7'.");
        await AskAsync(store.Alice, "restore_entity", Asked("INV-7"));
        (await AskAsync(store.Alice, "get_entity", Asked("INV-7"))).ShouldContain(invoice);
        foreach (var operation in new[] { "get_entity", "entity_history", "delete_entity" })
        {
            var refused = await RefusedAsync(store.Bob, operation, Asked("INV-7"));
            (refused.Code, refused.Message).ShouldBe((ErrorCode.EntityNotFound, "No entity matches 'INV-7'."));
        }
    }

    [Theory, DatabaseData]
    public async Task Name_of_several_is_refused_with_all_of_them(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var stored = await store.Alice.StoreManyAsync([
            ("invoice", """{"invoice_number":"A-1","vendor":"Acme"}"""),
            ("invoice", """{"invoice_number":"A-2","vendor":"Acme"}"""),
        ]);
        foreach (var (operation, more) in new[] { ("get_entity", ""), ("correct", ""","fields":{"total":1}"""), ("delete_entity", "") })
        {
            var refused = await RefusedAsync(store.Alice, operation, $$"""{"entity_id":"Acme"{{more}} }""");
            refused.Code.ShouldBe(ErrorCode.Conflict);
            refused.Faults.Select(f => f.Path).ShouldBe(stored.Entities.Select(e => e.EntityId));
        }
        var company = await store.Alice.StoreAsync("organization", """{"name":"Acme"}""");
        (await AskAsync(store.Alice, "get_entity", """{"entity_id":"Acme"}""")).ShouldContain(
            company.EntityId,
            customMessage: "it is called so"
        );
    }

    [Theory, DatabaseData]
    public async Task Repeated_decision_about_a_name_is_answered_as_before(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.StoreManyAsync([
            ("contact", """{"name":"Ann","email":"ann@bell.example"}"""),
            ("contact", """{"name":"Ben","email":"ben@cole.example"}"""),
        ]);
        var merge = """{"entity_id":"ann@bell.example","to":"ben@cole.example","idempotency_key":"m"}""";
        var delete = """{"entity_id":"ben@cole.example","idempotency_key":"d"}""";

        var merged = await AskAsync(store.Alice, "merge_entities", merge);
        (await AskAsync(store.Alice, "merge_entities", merge)).ShouldBe(merged);
        var deleted = await AskAsync(store.Alice, "delete_entity", delete);
        (await AskAsync(store.Alice, "delete_entity", delete)).ShouldBe(deleted);
    }

    [Theory, DatabaseData]
    public async Task Unknown_fields_and_types_ask_for_near_ones(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var id = (await store.Alice.StoreAsync("invoice", """{"invoice_number":"A-1","total":5}""")).EntityId;

        foreach (
            var (operation, request, asks) in new[]
            {
                ("query_entities", """{"entity_type":"invoice","filters":[{"field":"totl","op":"gt","value":1}]}""", "'total'"),
                ("query_entities", """{"entity_type":"invoice","sort":"-duedate"}""", "'due_date'"),
                ("query_entities", """{"entity_type":"invoice","sort":"Rechnungsnummer"}""", "'invoice_number'"),
                ("query_entities", """{"entity_type":"invoce"}""", "'invoice'"),
                ("query_entities", """{"entity_type":"Rechnung"}""", "'invoice'"),
                ("get_field_provenance", $$"""{"entity_id":"{{id}}","field":"vendr"}""", "'vendor'"),
                ("correct", $$"""{"entity_id":"{{id}}","fields":{"curency":"EUR"} }""", "'currency'"),
            }
        )
        {
            (await RefusedAsync(store.Alice, operation, request)).Message.ShouldContain($"Did you mean {asks}?", customMessage: request);
        }
        (await RefusedAsync(store.Alice, "query_entities", """{"entity_type":"invoice","sort":"xyzzy"}""")).Message.ShouldNotContain(
            "Did you"
        );
    }

    private static async Task<StrataException> RefusedAsync(IStrata strata, string operation, string request) =>
        await Should.ThrowAsync<StrataException>(() => AskAsync(strata, operation, request));

    private static async Task<string> AskAsync(IStrata strata, string operation, string request)
    {
        var called = StrataModules.Operations.Single(o => o.Name == operation);
        var answer = await called.InvokeAsync(strata, JsonElement.Parse(request), progress: null, Token);
        return JsonSerializer.Serialize(answer, StrataJson.Options.GetTypeInfo(called.ResultType));
    }
}
