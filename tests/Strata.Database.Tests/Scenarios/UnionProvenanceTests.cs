using Strata.Database;
using Strata.Testing;

namespace Strata.Scenarios;

/// <summary>G2 for what several observations make up together: every element leads to the bytes that say it.</summary>
public sealed class UnionProvenanceTests
{
    [Theory, DatabaseData, Trait("req", "G2")]
    public async Task Union_names_every_observation_that_contributes_with_its_own_quote(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var first = await TakeInAsync(store, "g1.json", "A");
        var id = first.Run.ShouldNotBeNull().Entities.ShouldHaveSingleItem().EntityId;
        var before = (await store.Alice.GetAsync(id)).Seq.ToString(System.Globalization.CultureInfo.InvariantCulture);
        store.Time.Advance(TimeSpan.FromDays(1));
        var second = await TakeInAsync(store, "g2.json", "B");
        await TakeInAsync(store, "g3.json", "A", more: "\"location\":\"Kiel\",");

        var whole = await store.Alice.GetFieldProvenanceAsync(id, "attendees", ReadAt.Now, CancellationToken.None);

        whole.Value.GetRawText().ShouldBe("""["A","B"]""");
        whole.QuoteVerified.ShouldBe(true);
        var parts = whole.Contributions.ShouldNotBeNull();
        parts.Select(p => (p.Elements.Single(), p.Value.GetRawText(), p.SourceId, p.FileName)).ShouldBe([
            (0, """["A"]""", first.SourceId, "g1.json"),
            (1, """["B"]""", second.SourceId, "g2.json"),
        ]);
        parts.ShouldAllBe(p => p.QuoteVerified == true);
        parts[1].Quote.ShouldNotBeNull().ShouldContain("B");
        parts[1].Locator.ShouldNotBeNull();
        var seen = (await store.Alice.GetAsync(id, provenance: true)).Provenance.ShouldNotBeNull();
        seen["attendees"].Contributions.ShouldNotBeNull().Select(p => p.ObservationId).ShouldBe(parts.Select(p => p.ObservationId));
        seen["title"].Contributions.ShouldBeNull();
        var then = await store.Alice.GetFieldProvenanceAsync(id, "attendees", new ReadAt(KnownAt: before), CancellationToken.None);
        (then.Value.GetRawText(), then.Contributions).ShouldBe(("""["A"]""", null));
    }

    [Theory, DatabaseData, Trait("req", "G2")]
    public async Task Union_with_an_element_that_has_no_bytes_is_not_verified(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var first = await TakeInAsync(store, "g1.json", "A");
        var id = first.Run.ShouldNotBeNull().Entities.ShouldHaveSingleItem().EntityId;
        await store.Bob.StoreAsync("event", Event("C"));
        await store.Alice.StoreAsync("event", Event("B"));

        var whole = await store.Alice.GetFieldProvenanceAsync(id, "attendees", ReadAt.Now, CancellationToken.None);
        var parts = whole.Contributions.ShouldNotBeNull();
        parts.Count.ShouldBe(2);
        whole.QuoteVerified.ShouldBe(parts.All(p => p.QuoteVerified == true) ? true : null);
    }

    private static Task<IngestResult> TakeInAsync(TestStore store, string fileName, string attendee, string more = "") =>
        store.Alice.IngestAsync(fileName, $"[{Event(attendee, more)}]", new IngestRequest { EntityType = "event" });

    private static string Event(string attendee, string more = "") =>
        $$"""{"external_id":"e-1",{{more}}"title":"Board","start":"2026-05-05","attendees":["{{attendee}}"]}""";
}
