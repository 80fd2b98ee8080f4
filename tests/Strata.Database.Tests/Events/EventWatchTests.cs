using Strata.Testing;

namespace Strata.Events;

/// <summary>What a stream of events tells, and how often.</summary>
public sealed class EventWatchTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Theory, DatabaseData]
    public async Task Who_reads_slowly_is_told_the_last_state_once(Engine engine)
    {
        await using var test = await TestStore.CreateAsync(engine);
        await using var events = test.Alice.Events.WatchAsync(new(), Cancel).GetAsyncEnumerator(Cancel);
        (await events.MoveNextAsync()).ShouldBeTrue();
        var start = events.Current.ShouldBeOfType<LedgerEvent>();
        var ids = new List<string>();
        for (var i = 0; i < 120; i++)
        {
            ids.Add((await test.Alice.StoreAsync("contact", $$"""{"email":"a{{i}}@example.com"}""")).EntityId);
        }

        (await events.MoveNextAsync()).ShouldBeTrue();
        var ledger = events.Current.ShouldBeOfType<LedgerEvent>();
        ledger.Seq.ShouldBeGreaterThanOrEqualTo(start.Seq + 120);
        (ledger.EntityIds.Count, ledger.HasMore).ShouldBe((100, true));
        ledger.EntityIds.ShouldBeSubsetOf(ids);
    }

    [Theory, DatabaseData]
    public async Task What_another_process_writes_is_told(Engine engine)
    {
        await using var test = await TestStore.CreateAsync(engine);
        await using var other = await StrataStore.OpenAsync(test.Options, test.Time, Cancel);
        await using var events = test.Alice.Events.WatchAsync(new(), Cancel).GetAsyncEnumerator(Cancel);
        (await events.MoveNextAsync()).ShouldBeTrue();
        var entity = await other.For(new UserId("alice"), "other").StoreAsync("contact", """{"email":"a@example.com"}""");

        (await events.MoveNextAsync()).ShouldBeTrue();
        events.Current.ShouldBeOfType<LedgerEvent>().EntityIds.ShouldBe([entity.EntityId]);
        var b = await test.Alice.StoreAsync("contact", """{"email":"b@example.com"}""");
        await other.For(new UserId("alice"), "other").MergeAsync(entity.EntityId, b.EntityId);
        var kinds = new List<string>();
        while (!kinds.Contains("merge"))
        {
            (await events.MoveNextAsync()).ShouldBeTrue();
            kinds.AddRange(events.Current.ShouldBeOfType<LedgerEvent>().Kinds);
        }
    }

    [Fact]
    public async Task Silence_is_broken_every_fifteen_seconds()
    {
        await using var test = await TestStore.CreateAsync(Engine.Sqlite);
        await using var store = await StrataStore.OpenAsync(test.Options, new FastTime(), Cancel);
        var events = await store.For(new UserId("alice"), "alice").Events.WatchAsync(new() { Seconds = 64 }, Cancel).ToListAsync(Cancel);
        events.Select(e => e.GetType()).Distinct().ShouldBe([typeof(LedgerEvent), typeof(QuietEvent), typeof(EndEvent)]);
        events.OfType<QuietEvent>().Count().ShouldBeInRange(1, 4);
    }

    /// <summary>A clock on which a second takes five milliseconds.</summary>
    private sealed class FastTime : TimeProvider
    {
        private const int Times = 200;

        public override long TimestampFrequency => System.TimestampFrequency / Times;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, Sooner(dueTime), Sooner(period));

        private static TimeSpan Sooner(TimeSpan time) => time > TimeSpan.Zero ? time / Times : time;
    }
}
