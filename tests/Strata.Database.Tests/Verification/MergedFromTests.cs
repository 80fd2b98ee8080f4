using Strata.Testing;

namespace Strata.Verification;

public sealed class MergedFromTests
{
    [Theory, DatabaseData, Trait("req", "N-116"), Trait("req", "N-113")]
    public async Task What_was_merged_into_an_entity_is_said_in_every_answer_about_it(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var ids = new List<string>();
        foreach (var name in (string[])["a", "b", "c", "d"])
        {
            ids.Add((await store.Alice.StoreAsync("contact", $$"""{"email":"{{name}}@example.com","name":"{{name}}"}""")).EntityId);
        }
        await store.Alice.MergeAsync(ids[0], ids[1]);
        var decided = await store.Alice.MergeAsync(ids[1], ids[2]);
        string[] expected = [.. ids.Take(2).Order(StringComparer.Ordinal)];

        decided.Entity.ShouldNotBeNull().MergedFrom.ShouldBe(expected);
        (await store.Alice.CorrectAsync(ids[2], """{"name":"C"}""")).Entity.ShouldNotBeNull().MergedFrom.ShouldBe(expected);
        (await store.Alice.GetAsync(ids[0])).MergedFrom.ShouldBe(expected);
        (await store.Alice.FindEntitiesAsync("a@example.com", null, ReadAt.Now, CancellationToken.None))
            .ShouldHaveSingleItem()
            .MergedFrom.ShouldBe(expected);
        foreach (var knownAt in (string?[])[null, $"{decided.Seq}"])
        {
            var hits = (
                await store.Alice.Search.SearchAsync(
                    new SearchQuery { Text = "c@example.com" },
                    new ReadAt(knownAt),
                    CancellationToken.None
                )
            ).Items;
            hits.Single(h => h.Entity?.EntityId == ids[2]).Entity.ShouldNotBeNull().MergedFrom.ShouldBe(expected);
        }
        foreach (var knownAt in (string?[])[null, $"{decided.Seq}"])
        {
            var listed = await store.Alice.ListAsync("contact", knownAt);
            listed.Select(e => e.EntityId).ShouldBe([ids[2], ids[3]]);
            listed[0].MergedFrom.ShouldBe(expected);
            listed[1].MergedFrom.ShouldBeEmpty();
        }
        foreach (var knownAt in (string?[])[null, $"{decided.Seq}"])
        {
            var all = await store.Alice.Search.ListAsync(
                new EntityQuery { EntityType = "contact", IncludeMerged = true },
                new ReadAt(knownAt),
                CancellationToken.None
            );
            all.Items.Select(e => (e.EntityId, e.State, e.MergedInto, e.Json("name")))
                .ShouldBe([
                    (ids[0], EntityStatus.Merged, ids[2], "\"a\""),
                    (ids[1], EntityStatus.Merged, ids[2], "\"b\""),
                    (ids[2], EntityStatus.Active, null, knownAt is null ? "\"C\"" : "\"c\""),
                    (ids[3], EntityStatus.Active, null, "\"d\""),
                ]);
        }
        (await store.Alice.ListAsync("contact", $"{decided.Seq - 1}"))[0].MergedFrom.ShouldBe([ids[0]]);
        (await store.Alice.UnmergeAsync(ids[1])).Entity.ShouldNotBeNull().MergedFrom.ShouldBe([ids[0]]);
    }
}
