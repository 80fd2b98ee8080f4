using Strata.Testing;

namespace Strata.Properties;

/// <summary>An answer says the points that it was read at, and asked again with them it stays.</summary>
public sealed class ReadPointsTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData, Trait("req", "G4")]
    public async Task An_answer_asked_again_at_its_own_points_stays_whatever_comes_later(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var user = store.Alice;
        var ada = await user.StoreAsync(
            "contact",
            """{"name":"Ada","email":"ada@example.com","organization":"Engines"}""",
            "2026-01-01T00:00:00Z"
        );
        var bea = await user.StoreAsync("contact", """{"name":"Bea","email":"bea@example.com"}""", "2026-02-01T00:00:00Z");
        await user.RelateAsync(ada.EntityId, "knows", bea.EntityId);
        await user.IngestAsync("notes.md", "# Engines\n\nAda and Bea talked.\n");
        foreach (var validAt in (string?[])[null, "2026-06-01T00:00:00Z"])
        {
            var first = await AnswersAsync(user, ada.EntityId, new ReadAt(null, validAt));
            var points = first[0].Points.ShouldNotBeNull();
            points.ValidAt.ShouldBe(validAt is null ? null : DateTimeOffset.Parse(validAt, CultureInfo.InvariantCulture));
            first.ShouldAllBe(a => a.Points == points);

            await user.CorrectAsync(ada.EntityId, """{"name":"Ada Lovelace"}""");
            await user.StoreAsync("contact", """{"name":"Ada L.","email":"ada@example.com"}""", "2026-01-02T00:00:00Z");
            await user.StoreAsync(
                "contact",
                $$"""{"name":"Ada Other","email":"other-{{validAt is null}}@example.com"}""",
                "2026-01-03T00:00:00Z"
            );
            await user.IngestAsync("more.md", $"# More\n\nEngines of Ada, {validAt}.\n");

            var known = points.KnownAt.ToString(CultureInfo.InvariantCulture);
            var again = await AnswersAsync(user, ada.EntityId, new ReadAt(known, validAt));
            again.ShouldBe(first);
            (await AnswersAsync(user, ada.EntityId, new ReadAt(null, validAt))).ShouldNotBe(first);
        }
    }

    [Theory, DatabaseData]
    public async Task A_position_that_is_not_reached_yet_is_read_at_the_last(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var ada = await store.Alice.StoreAsync("contact", """{"name":"Ada","email":"ada@example.com"}""");
        var now = await store.Alice.GetAsync(ada.EntityId);

        (await store.Alice.GetAsync(ada.EntityId, knownAt: "999999")).ReadAt.ShouldBe(now.ReadAt);
    }

    private static async Task<IReadOnlyList<(ReadPoints? Points, string Json)>> AnswersAsync(IStrata user, string id, ReadAt at)
    {
        var answers = new List<(ReadPoints?, string)>();
        var page = new PageRequest(100);
        var entity = await user.Entities.GetAsync(id, provenance: true, at, None);
        Add(entity.ReadAt, entity);
        var listed = await user.Search.ListAsync(new EntityQuery { EntityType = "contact" }, at, None);
        Add(listed.ReadAt, listed);
        var found = await user.Search.FindAsync("ada@example.com", null, page, at, None);
        Add(found.ReadAt, found);
        var hits = await user.Search.SearchAsync(new SearchQuery { Text = "ada" }, at, None);
        // Of the past all words count alike, so that its order stays: what is found is the same.
        Add(hits.ReadAt, string.Join(' ', hits.Items.Select(h => h.Entity?.EntityId).OfType<string>().Order(StringComparer.Ordinal)));
        var observations = await user.Entities.ListObservationsAsync(id, evidence: true, page, at, None);
        Add(observations.ReadAt, observations);
        var history = await user.Entities.GetHistoryAsync(id, page, at, None);
        Add(history.ReadAt, history);
        var proof = await user.Entities.GetProvenanceAsync(id, "name", at, None);
        Add(proof.ReadAt, proof);
        return answers;

        void Add<T>(ReadPoints? points, T answer) => answers.Add((points, JsonSerializer.Serialize(answer, StrataJson.Options)));
    }
}
