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

        var whole = await store.Alice.Entities.GetProvenanceAsync(id, "attendees", ReadAt.Now, CancellationToken.None);

        whole.Value.GetRawText().ShouldBe("""["A","B"]""");
        whole.QuoteVerified.ShouldBe(true);
        var parts = whole.Contributions.ShouldNotBeNull();
        parts
            .Select(p => (p.Elements.Single(), p.Value.GetRawText(), p.SourceId, p.FileName))
            .ShouldBe([(0, """["A"]""", first.SourceId, "g1.json"), (1, """["B"]""", second.SourceId, "g2.json")]);
        parts.ShouldAllBe(p => p.QuoteVerified == true);
        parts[1].Quote.ShouldNotBeNull().ShouldContain("B");
        parts[1].Locator.ShouldNotBeNull();
        var seen = (await store.Alice.GetAsync(id, provenance: true)).Provenance.ShouldNotBeNull();
        seen["attendees"].Contributions.ShouldNotBeNull().Select(p => p.ObservationId).ShouldBe(parts.Select(p => p.ObservationId));
        seen["title"].Contributions.ShouldBeNull();
        var then = await store.Alice.Entities.GetProvenanceAsync(id, "attendees", new ReadAt(KnownAt: before), CancellationToken.None);
        (then.Value.GetRawText(), then.Contributions).ShouldBe(("""["A"]""", null));
    }

    [Theory, DatabaseData, Trait("req", "G2")]
    public async Task Union_of_what_was_read_and_what_was_stated_is_verified_and_a_correction_of_it_is_not(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var first = await TakeInAsync(store, "g1.json", "A");
        var id = first.Run.ShouldNotBeNull().Entities.ShouldHaveSingleItem().EntityId;
        await store.Bob.StoreAsync("event", Event("C"));
        await store.Alice.StoreAsync("event", Event("B"));

        var whole = await store.Alice.Entities.GetProvenanceAsync(id, "attendees", ReadAt.Now, CancellationToken.None);
        whole
            .Contributions.ShouldNotBeNull()
            .Select(p => (p.Class, p.QuoteVerified))
            .ShouldBe([(ObservationClass.Interpretation, true), (ObservationClass.Structured, true)]);
        whole.QuoteVerified.ShouldBe(true);

        await store.Alice.CorrectAsync(id, """{"attendees":["A","D"]}""");
        var corrected = await store.Alice.Entities.GetProvenanceAsync(id, "attendees", ReadAt.Now, CancellationToken.None);
        (corrected.Contributions, corrected.Quote, corrected.QuoteVerified).ShouldBe(
            (null, null, (bool?)null),
            "a correction has no bytes"
        );
    }

    [Theory, DatabaseData, Trait("req", "G2")]
    public async Task Union_of_very_many_tells_how_many_are_not_followed_and_is_not_verified(Engine engine)
    {
        const int many = Unions.MaxContributions + 3;
        await using var store = await TestStore.CreateAsync(engine);
        var id = (await store.Alice.StoreAsync("event", Event("A000"))).EntityId;
        await Task.WhenAll(Enumerable.Range(1, many - 1).Select(i => store.Alice.StoreAsync("event", Event($"A{i:000}"))));

        var whole = await store.Alice.Entities.GetProvenanceAsync(id, "attendees", ReadAt.Now, CancellationToken.None);

        many.ShouldBeLessThan(200, "each may be a source of its own to open");
        (whole.Value.GetArrayLength(), whole.ContributionsLeftOut, whole.QuoteVerified).ShouldBe((many, 3, (bool?)null));
        var parts = whole.Contributions.ShouldNotBeNull();
        parts.SelectMany(p => p.Elements).ShouldBe(Enumerable.Range(0, Unions.MaxContributions), "in the order of the value");
        parts.ShouldAllBe(p => p.QuoteVerified == true && p.Quote!.Contains(p.Value[0].GetString()!));
        parts.Select(p => p.SourceId).ShouldBeUnique();
    }

    private static Task<IngestResult> TakeInAsync(TestStore store, string fileName, string attendee, string more = "") =>
        store.Alice.IngestAsync(fileName, $"[{Event(attendee, more)}]", new IngestRequest { EntityType = "event" });

    private static string Event(string attendee, string more = "") =>
        $$"""{"external_id":"e-1",{{more}}"title":"Board","start":"2026-05-05","attendees":["{{attendee}}"]}""";
}
