using Strata.Testing;

namespace Strata.Batches;

/// <summary>A batch begins a run for each of its sources, once, and is watched and changed as one.</summary>
public sealed class BatchOfRunsTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData, Trait("req", "B-5B")]
    public async Task A_project_is_read_as_one_and_each_source_once(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var user = store.Alice;
        var project = await ProjectAsync(user, 5);

        var estimate = await user.Batches.StartAsync(new StartBatch { Project = project, Estimate = true }, None);
        (estimate.BatchId, estimate.Total).ShouldBe((null, 5));
        var started = await user.Batches.StartAsync(
            new StartBatch
            {
                Project = project,
                Stage = true,
                IdempotencyKey = "k",
            },
            None
        );
        started.State.ShouldBe(BatchState.Starting);
        await store.WorkAsync();
        await store.WorkAsync();

        var done = await user.Batches.GetAsync(started.BatchId.ShouldNotBeNull(), None);
        (done.State, done.Begun, done.Staged, done.Observations).ShouldBe((BatchState.Started, 5, 5, 0));
        done.Runs.ShouldBe(new Dictionary<string, long> { ["completed"] = 5 });
        (await user.Review.GetStatsAsync(new FindingFilter { Project = project }, None)).Counts.Staged.ShouldBePositive();
        (await user.Batches.ListAsync(new ListBatches(), None)).Items.ShouldHaveSingleItem().BatchId.ShouldBe(started.BatchId);
        (await store.Bob.Batches.ListAsync(new ListBatches(), None)).Items.ShouldBeEmpty();
        (await Should.ThrowAsync<StrataException>(() => store.Bob.Batches.GetAsync(started.BatchId!, None))).Code.ShouldBe(
            ErrorCode.SourceNotFound
        );
        var pending = new StartBatch { Project = project, Pending = true };
        (await Should.ThrowAsync<StrataException>(() => user.Batches.StartAsync(pending, None))).Code.ShouldBe(ErrorCode.SourceNotFound);
    }

    [Theory, DatabaseData, Trait("req", "B-5B")]
    public async Task A_batch_is_paused_resumed_cancelled_and_retried(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var user = store.Alice;
        var project = await ProjectAsync(user, 3);
        var id = (await user.Batches.StartAsync(new StartBatch { Project = project, Stage = true }, None)).BatchId.ShouldNotBeNull();

        (await ChangeAsync(user, id, BatchAction.Pause)).State.ShouldBe(BatchState.Paused);
        await store.WorkAsync();
        (await user.Batches.GetAsync(id, None)).Begun.ShouldBe(0);
        (await ChangeAsync(user, id, BatchAction.Cancel)).State.ShouldBe(BatchState.Cancelled);
        (await Should.ThrowAsync<StrataException>(() => ChangeAsync(user, id, BatchAction.Resume))).Code.ShouldBe(ErrorCode.Conflict);
        await ChangeAsync(user, id, BatchAction.Retry);
        await store.WorkAsync();
        await store.WorkAsync();

        var done = await user.Batches.GetAsync(id, None);
        (done.State, done.Begun, done.Staged).ShouldBe((BatchState.Started, 3, 3));
        (await user.Verification.VerifyAsync(null, None)).Faults.ShouldBeEmpty();
    }

    private static Task<BatchView> ChangeAsync(IStrata user, string id, BatchAction action) =>
        user.Batches.ChangeAsync(new ChangeBatch { BatchId = id, Action = action }, None);

    private static async Task<string> ProjectAsync(IStrata user, int sources)
    {
        var project = (await user.Projects.CreateAsync(new CreateProject { Name = "Papers" }, None)).Project.ProjectId;
        var ids = new List<string>();
        for (var i = 0; i < sources; i++)
        {
            ids.Add(
                (
                    await user.IngestAsync($"{i}.csv", $"email,name\nada{i}@example.com,Ada {i}\n", new IngestRequest { Interpret = false })
                ).SourceId
            );
        }
        await user.Projects.AddAsync(new ProjectSources { ProjectId = project, SourceIds = ids }, None);
        return project;
    }
}
