using Strata.Testing;

namespace Strata.Scenarios;

/// <summary>Which days and hours a timeline spans, now and as of then.</summary>
public sealed class TimelineTests
{
    [Theory, DatabaseData, Trait("req", "N-134")]
    public async Task Timeline_to_a_date_includes_that_day_and_to_a_time_ends_before_it(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        foreach (
            var start in (string[])
                ["2026-05-04", "2026-05-05", "2026-05-05T09:00:00Z", "2026-05-05T23:59:59Z", "2026-05-06", "2026-05-06T00:00:00Z"]
        )
        {
            await store.Alice.StoreAsync("event", $$"""{"external_id":"{{start}}","title":"Board","start":"{{start}}"}""");
        }
        await store.Bob.StoreAsync("event", """{"external_id":"b","title":"Bob's","start":"2026-05-05"}""");
        var head = new ReadAt(KnownAt: "1000000");

        foreach (var at in (ReadAt[])[ReadAt.Now, head])
        {
            (await AtAsync("2026-05-05", "2026-05-05", at)).ShouldBe(["2026-05-05", "2026-05-05T09:00:00Z", "2026-05-05T23:59:59Z"]);
            (await AtAsync("2026-05-05", "2026-05-05T09:00:00Z", at)).ShouldBe(["2026-05-05"]);
            (await AtAsync("2026-05-05T00:00:00Z", "2026-05-06T00:00:00Z", at)).Count.ShouldBe(3);
            (await AtAsync("2026-05-06", "9999-12-31", at)).Count.ShouldBe(2);
        }

        async Task<IReadOnlyList<string>> AtAsync(string from, string to, ReadAt at) =>
            [
                .. (
                    await store.Alice.Entities.ListTimelineAsync(new TimelineQuery { From = from, To = to }, at, CancellationToken.None)
                ).Items.Select(e => e.At),
            ];
    }

    [Theory, DatabaseData]
    public async Task Timeline_from_no_time_says_what_a_time_is(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var query = new TimelineQuery { From = "2026-13-01" };

        var refused = await StoreSteps.RefusedAsync(() =>
            store.Alice.Entities.ListTimelineAsync(query, ReadAt.Now, CancellationToken.None)
        );

        refused.Code.ShouldBe(ErrorCode.InvalidContent);
        refused.Message.ShouldBe("from: '2026-13-01' is not a date or time, such as 2026-03-01 or 2026-03-01T12:00:00Z.");
    }

    [Theory, DatabaseData]
    public async Task Search_takes_the_kinds_that_it_answers_with(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.IngestAsync("ann.txt", "Ann Lee rides a tandem.");
        await store.Alice.StoreAsync("contact", """{"name":"Ann Lee"}""");
        await store.Bob.StoreAsync("contact", """{"name":"Ann Lee"}""");

        foreach (var kind in (string[])["entity", "block"])
        {
            var one = await KindsAsync(kind);
            one.ShouldNotBeEmpty();
            one.ShouldAllBe(k => k == kind);
            (await KindsAsync(kind == "entity" ? "entities" : "blocks")).ShouldBe(one);
        }

        async Task<IReadOnlyList<string>> KindsAsync(string kind) =>
            [
                .. (
                    await store.Alice.Search.SearchAsync(new SearchQuery { Text = "Ann", Kind = kind }, ReadAt.Now, CancellationToken.None)
                ).Items.Select(h => h.Kind.Name()),
            ];
    }
}
