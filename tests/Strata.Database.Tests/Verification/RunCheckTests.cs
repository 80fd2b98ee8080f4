using Strata.Testing;

namespace Strata.Verification;

/// <summary>
/// What a former version stored twice, in runs that were interrupted a second time while they read again, is found, and can be withdrawn.
/// </summary>
public sealed class RunCheckTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly UserId Alice = new("alice");

    [Theory, DatabaseData]
    public async Task What_a_run_has_stored_twice_is_named_until_one_of_the_two_is_withdrawn(Engine engine)
    {
        const int again = 10;
        await using var store = await RunSteps.StoreAsync(engine);
        await InterruptAsync(store);
        // The defect: after the second interruption the run knows less of what it has committed than it had.
        var from = await SetBackAsync(store, again);
        var ended = await IngestAsync(store, int.MaxValue);
        ended.Run.ShouldNotBeNull().ObservationCount.ShouldBe(Rows + again);

        var report = await store.Alice.Verification.VerifyAsync(null, None);

        report.Faults.Count.ShouldBe(again);
        var faults = report.Faults.ToDictionary(f => f.Path["observations/".Length..], f => f.Reason);
        faults.ShouldAllBe(f => f.Value.Contains($"{ended.Run.RunId} ") && f.Value.Contains($"strata retract {f.Key}"));
        for (var i = 0; i < again; i++)
        {
            var entity = (await store.Alice.FindEntitiesAsync($"r-{from + i}", "transaction", ReadAt.Now, None)).ShouldHaveSingleItem();
            var two = (await store.Alice.ObservationsAsync(entity.EntityId)).Select(o => o.ObservationId).ToArray();
            two.Length.ShouldBe(2);
            two.Count(faults.ContainsKey).ShouldBe(1);
            // Either of the two may go.
            await store.Alice.RetractAsync(two.First(id => faults.ContainsKey(id) == (i % 2 == 0)));
        }
        report = await store.Alice.Verification.VerifyAsync(null, None);
        report.Faults.ShouldBeEmpty();
        report.Entities.ShouldBe(Rows);
    }

    [Theory, DatabaseData]
    public async Task Equal_rows_of_a_run_that_was_interrupted_twice_are_no_fault(Engine engine)
    {
        await using var store = await RunSteps.StoreAsync(engine);
        await InterruptAsync(store, equal: true);

        (await IngestAsync(store, int.MaxValue, equal: true)).Run?.ObservationCount.ShouldBe(Rows);

        (await store.Alice.Verification.VerifyAsync(null, None)).Faults.ShouldBeEmpty();
    }

    /// <summary>Three commits, of 200 rows at most.</summary>
    private const int Rows = 450;

    private static async Task InterruptAsync(TestStore store, bool equal = false)
    {
        await Should.ThrowAsync<OperationCanceledException>(() => IngestAsync(store, 1, equal));
        await Should.ThrowAsync<OperationCanceledException>(() => IngestAsync(store, 1, equal));
    }

    /// <returns>The block from which it will read again.</returns>
    private static Task<int> SetBackAsync(TestStore store, int blocks) =>
        store.Store.Database.WriteAsync(
            Alice,
            async tx =>
            {
                var before = RunProgress.Parse(
                    (await tx.QueryAsync<string>("select progress from runs where user_id = @user")).ShouldHaveSingleItem()
                );
                before.Blocks.ShouldBeInRange(2 * blocks, Rows - 1);
                var after = before with { Blocks = before.Blocks - blocks };
                await tx.ExecuteAsync("update runs set progress = @progress where user_id = @user", new { progress = after.ToJson() });
                return after.Blocks;
            },
            None
        );

    private static async Task<IngestResult> IngestAsync(TestStore store, int commits, bool equal = false)
    {
        using var stop = new CancellationTokenSource();
        var left = commits;
        var progress = new CapturedProgress(told =>
        {
            if (told.Stage == "interpret" && --left == 0)
            {
                stop.Cancel();
            }
        });
        var rows = Enumerable
            .Range(0, Rows)
            .Select(i => equal ? "r-1,2026-01-01,Coffee,1.50,EUR\n" : $"r-{i},2026-01-01,Payment {i},1.50,EUR\n");
        var content = Encoding.UTF8.GetBytes("external_id,date,description,amount,currency\n" + string.Concat(rows));
        var request = new IngestRequest
        {
            FileName = "rows.csv",
            EntityType = "transaction",
            IdempotencyKey = "rows",
        };
        return await store.Alice.Sources.IngestAsync(request, new MemoryStream(content), progress, stop.Token);
    }
}
