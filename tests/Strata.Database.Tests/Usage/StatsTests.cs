using Strata.Testing;

namespace Strata.Accounts;

public sealed class StatsTests
{
    [Theory, DatabaseData]
    public async Task Stats_count_what_a_user_has_and_nothing_of_anothers(Engine engine)
    {
        var none = CancellationToken.None;
        await using var store = await TestStore.CreateAsync(engine);
        var before = await store.Bob.Usage.GetStatsAsync(none);
        await store.Alice.IngestAsync("a.csv", "Invoice No;Vendor;Total\nINV-1;Acme;1\nINV-2;Acme;2\n");
        var first = await store.Alice.StoreAsync("contact", """{"email":"a@example.com"}""");
        var second = await store.Alice.StoreAsync("contact", """{"email":"b@example.com"}""");
        await store.Alice.MergeAsync(first.EntityId, second.EntityId);

        var stats = await store.Alice.Usage.GetStatsAsync(none);
        stats.Types.ShouldBe([new("contact", 2), new("invoice", 2)]);
        (stats.Entities, stats.Merged, stats.Documents).ShouldBe((4, 1, 1));
        (stats.Observations, stats.Runs).ShouldBe((4, 3));
        stats.Decisions.ShouldBeGreaterThanOrEqualTo(1);
        stats.Seq.ShouldBeGreaterThan(before.Seq);
        (await store.Bob.Usage.GetStatsAsync(none)).ShouldBeEquivalentTo(before);
    }

    [Theory, DatabaseData]
    public async Task Untyped_entities_count_by_what_they_are_like(Engine engine)
    {
        var none = CancellationToken.None;
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.IngestAsync(
            "contract.txt",
            "Mietvertrag\n\nVermieter: Karl Meier\nMieter: Anna Keller\nBeginn: 01.03.2024\nKündigungsfrist: 3 Monate zum Monatsende\n"
        );
        await store.Alice.StoreAsync("boat", """{"name":"Heron"}""");

        var types = (await store.Alice.Usage.GetStatsAsync(none)).Types;
        types.ShouldBe([new("boat", 1) { Untyped = true }, new("contract", 1) { Untyped = true }]);
        foreach (var type in types)
        {
            var query = new EntityQuery { EntityType = "?" + type.EntityType };
            (await store.Alice.Search.ListAsync(query, ReadAt.Now, none)).Items.ShouldHaveSingleItem();
            var counted = await store.Alice.Aggregates.CountAsync(new CountEntities { EntityType = query.EntityType }, null, none);
            counted.Count.ShouldBe(1);
        }
    }
}
