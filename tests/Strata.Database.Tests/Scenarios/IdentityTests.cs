using Strata.Testing;

namespace Strata.Scenarios;

/// <summary>Which entity an observation is about.</summary>
public sealed class IdentityTests
{
    [Theory, DatabaseData, Trait("req", "N-121")]
    public async Task Two_vendors_with_one_invoice_number_are_two_invoices(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var acme = await store.Alice.StoreAsync("invoice", """{"invoice_number":"1001","vendor":"Acme"}""");
        var birch = await store.Alice.StoreAsync("invoice", """{"invoice_number":"1001","vendor":"Birch"}""");
        var again = await store.Alice.StoreManyAsync([
            ("invoice", """{"invoice_number":"1001","vendor":"BIRCH","total":5}"""),
            ("invoice", """{"invoice_number":"2001","vendor":"Acme"}"""),
            ("invoice", """{"invoice_number":"2001","vendor":"Birch"}"""),
        ]);

        birch.EntityId.ShouldNotBe(acme.EntityId);
        again.Entities[0].EntityId.ShouldBe(birch.EntityId);
        again.Entities[2].EntityId.ShouldNotBe(again.Entities[1].EntityId);
    }

    [Theory, DatabaseData]
    public async Task An_invoice_is_found_by_its_number_alone(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var full = await store.Alice.StoreAsync("invoice", """{"invoice_number":"INV-7","vendor":"Acme"}""");
        var numberOnly = await store.Alice.StoreAsync("invoice", """{"invoice_number":"INV-7","total":3}""");

        numberOnly.EntityId.ShouldBe(full.EntityId);
        numberOnly.Rule.ShouldBe("invoice_number");
        var found = await store.Alice.FindEntitiesAsync("INV-7", "invoice", ReadAt.Now, CancellationToken.None);
        found.ShouldHaveSingleItem().EntityId.ShouldBe(full.EntityId);
    }

    [Theory, DatabaseData]
    public async Task A_correction_gives_the_entity_the_corrected_key(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var ann = await store.Alice.StoreAsync("contact", """{"email":"an@example.com","name":"Ann"}""");
        await store.Alice.CorrectAsync(ann.EntityId, """{"email":"ann@example.com"}""");
        await store.Alice.CorrectAsync(ann.EntityId, """{"email":"ann@example.com"}""");

        (await store.Alice.StoreAsync("contact", """{"email":"ann@example.com","phone":"+49 30 1234567"}""")).EntityId.ShouldBe(
            ann.EntityId
        );
    }

    [Theory, DatabaseData]
    public async Task Hits_on_two_entities_go_to_the_strongest_rule(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var byId = await store.Alice.StoreAsync("contact", """{"external_id":"c-1","name":"Ann"}""");
        var byMail = await store.Alice.StoreAsync("contact", """{"email":"ann@example.com"}""");
        var both = await store.Alice.StoreAsync("contact", """{"external_id":"c-1","email":"ann@example.com"}""");

        both.EntityId.ShouldBe(byId.EntityId);
        both.Rule.ShouldBe("external_id");
        byMail.EntityId.ShouldNotBe(byId.EntityId);
    }
}
