using Strata.Jobs.Recovery;
using Strata.Testing;

namespace Strata.Crashes;

/// <summary>Workers that are killed at random points: others finish what they had, and everything is done once.</summary>
public sealed class WorkerCrashTests
{
    private const int AtOnce = 200;
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData, Trait("req", "IT-008"), Trait("req", "B-2")]
    public async Task Runs_whose_workers_are_killed_are_finished_by_others_with_every_row_once(Engine engine)
    {
        const int files = 4;
        var rows = TestScale.Pick(quick: 2_000, all: 8_000);
        await using var store = await TestStore.CreateAsync(engine);
        for (var file = 0; file < files; file++)
        {
            await store.Alice.IngestAsync($"{file}.csv", RunSteps.Contacts(rows, $"f{file}"), RunSteps.LinedUp());
        }
        await KillAsync(store, engine, "work", kills: TestScale.Pick(quick: 2, all: 8), store.Store.Jobs, new Random(17), RunBegunAsync);
        await FinishAsync(store, engine, "work-once", "interpret", store.Store.Jobs);

        var runs = (await store.Alice.Runs.ListAsync(null, new PageRequest(), None)).Items;
        runs.Count.ShouldBe(files);
        runs.ShouldAllBe(r => r.Status == RunStatus.Completed && r.ObservationCount == rows && r.EntityCount == rows);
        runs.Sum(r => r.Attempt).ShouldBeGreaterThan(files, "some were taken over");
        var report = await store.Alice.Verification.VerifyAsync(null, None);
        (report.Ok, report.Observations, report.Entities).ShouldBe((true, files * rows, files * rows));
        (await store.JobsAsync()).ShouldBeEmpty();
        (await store.JobsAsync("done")).Count.ShouldBe(files);

        async Task<bool> RunBegunAsync() =>
            (await store.Alice.Runs.ListAsync(null, new PageRequest(), None)).Items.Any(r => r.ObservationCount > 0);
    }

    [Theory, DatabaseData, Trait("req", "G8")]
    public async Task Jobs_whose_workers_are_killed_are_done_once(Engine engine)
    {
        var jobs = TestScale.Pick(quick: 1_000, all: 6_000);
        await using var store = await TestStore.CreateAsync(engine);
        using var services = new JobServices(store.Store.Database, store.Time, () => 0.5);
        services.Handle(new Handler("count"));
        await store.Store.Database.WriteAsync(
            new UserId("alice"),
            async tx =>
            {
                for (var i = 0; i < jobs; i++)
                {
                    await services.Queue.EnqueueAsync(tx, new NewJob("count") { MaxAttempts = 100 });
                }
                return 0;
            },
            None
        );
        await KillAsync(
            store,
            engine,
            "count",
            kills: TestScale.Pick(quick: 2, all: 12),
            services,
            new Random(23),
            async () => (await store.JobsAsync("done", "count")).Count > 0
        );
        await FinishAsync(store, engine, "count-once", "count", services);

        (await store.JobsAsync(kind: "count")).ShouldBeEmpty();
        (await store.JobsAsync("dead", "count")).SelectMany(j => j.Errors).Select(e => $"{e.Class}: {e.Message}").ShouldBeEmpty();
        var done = await store.Store.Database.ReadAsync(
            new UserId("alice"),
            connection => connection.QueryAsync<string>("select idempotency_key from receipts where user_id = @user"),
            None
        );
        done.Count.ShouldBe(jobs);
        done.Select(key => key.Split('/')[0]).Distinct().Count().ShouldBe(jobs);
    }

    [Theory, DatabaseData, Trait("req", "B-5B"), Trait("req", "B-6")]
    public async Task A_batch_whose_four_workers_are_killed_asks_about_every_block_once(Engine engine)
    {
        var (files, blocks) = (TestScale.Pick(quick: 6, all: 100), TestScale.Pick(quick: 250, all: 1_000));
        await using var store = await TestStore.CreateAsync(engine);
        var sources = await RecordAsync(store, files, blocks);
        var batch = await store.Alice.Batches.StartAsync(
            new StartBatch
            {
                SourceIds = sources,
                EntityType = "mark",
                Interpreter = "recorded",
            },
            None
        );
        var kills = TestScale.Pick(quick: 4, all: 16);
        await KillAsync(store, engine, "work", kills, store.Store.Jobs, new Random(31), StagedAsync, "a", "b", "c", "d");
        await FinishAsync(store, engine, "work-once", "batch", store.Store.Jobs);
        await FinishAsync(store, engine, "work-once", "interpret", store.Store.Jobs);

        var done = await store.Alice.Batches.GetAsync(batch.BatchId.ShouldNotBeNull(), None);
        done.Runs.ShouldBe(new Dictionary<string, long> { ["completed"] = files });
        done.Staged.ShouldBe(files * blocks);
        var found = await store.Store.Database.ReadAsync(
            new UserId("alice"),
            c =>
                c.QueryAsync<Counted>(
                    """
                    select count(*) as findings, count(distinct f.document_no * 1000000 + f.block) as blocks, count(distinct p.first_block * 1000000 + p.document_no) as packs
                    from findings f join packs p on p.user_id = f.user_id and p.run_no = f.run_no and f.block between p.first_block and p.last_block
                    where f.user_id = @user
                    """
                ),
            None
        );
        var packs = files * ((blocks + 15) / 16);
        found.ShouldHaveSingleItem().ShouldBe(new Counted(files * blocks, files * blocks, packs));
        (await store.Alice.Verification.VerifyAsync(null, None)).Ok.ShouldBeTrue();

        async Task<bool> StagedAsync() => (await store.Alice.Review.ListAsync(new ListFindings { Limit = 1 }, None)).Items.Count > 0;
    }

    /// <summary>Takes in files of so many paragraphs, and records an answer about each; returns their ids.</summary>
    private static async Task<IReadOnlyList<string>> RecordAsync(TestStore store, int files, int blocks)
    {
        await store.Alice.RegisterAsync(
            "mark",
            """{"type":"object","properties":{"mark":{"type":"string","x-strata":{"evidence":"none"}}},"x-strata":{"annotates":"blocks"}}"""
        );
        var answers = Directory.CreateDirectory(Path.Combine(store.Folder, "answers")).FullName;
        var sources = new List<string>();
        for (var file = 0; file < files; file++)
        {
            var text = string.Join("\n\n", Enumerable.Range(0, blocks).Select(i => $"Paragraph {i} of file {file}."));
            var source = await store.Alice.IngestAsync($"{file}.md", text);
            sources.Add(source.SourceId);
            var document = (await store.Alice.Documents.ListAsync(new DocumentQuery { SourceId = source.SourceId }, None))
                .Items[0]
                .DocumentId;
            var planned = await store.Alice.Runs.PlanAsync(
                new PlanAnswers
                {
                    DocumentId = document,
                    EntityType = "mark",
                    Limit = 1_000,
                },
                None
            );
            foreach (var request in planned.Items)
            {
                var ids = request.Request.GetProperty("blocks").EnumerateArray().Select(b => b.GetProperty("id").GetString());
                var filled = ids.Select(id => $$$$"""{"id":"{{{{id}}}}","fields":{"mark":{"value":"seen {{{{id}}}}"}}}""");
                await File.WriteAllTextAsync(
                    Path.Combine(answers, request.Hash + ".json"),
                    $$"""{"blocks":[{{string.Join(',', filled)}}]}""",
                    None
                );
            }
        }
        return sources;
    }

    private sealed record Counted(long Findings, long Blocks, long Packs);

    /// <summary>
    /// Workers at a time, two unless named, each killed at a moment of its own; then what they had is given free, as after their leases.
    /// </summary>
    private static async Task KillAsync(
        TestStore store,
        Engine engine,
        string mode,
        int kills,
        JobServices services,
        Random random,
        Func<Task<bool>> begun,
        params string[] names
    )
    {
        names = names.Length > 0 ? names : ["a", "b"];
        for (var kill = 0; kill < kills; kill += names.Length)
        {
            var workers = names.Select(name => Worker.Start(store, engine, mode, name, 0, atOnce: AtOnce)).ToList();
            foreach (var worker in workers)
            {
                await worker.Opened;
            }
            // The first are not killed before they have something to lose.
            while (!await begun())
            {
                workers.SelectMany(w => w.Said).ShouldNotContain(line => line.StartsWith("error", StringComparison.Ordinal));
                await Task.Delay(5, TestContext.Current.CancellationToken);
            }
            foreach (var worker in workers)
            {
                await Task.Delay(random.Next(1, 60), None);
                worker.Kill();
            }
            foreach (var worker in workers)
            {
                await worker.EndAsync();
                worker.Said.ShouldNotContain(line => line.StartsWith("error", StringComparison.Ordinal));
                worker.Dispose();
            }
            await ReleaseAsync(store, services);
        }
    }

    private static async Task ReleaseAsync(TestStore store, JobServices services)
    {
        store.Time.Advance(TimeProvider.System.GetUtcNow() - store.Time.GetUtcNow() + TimeSpan.FromMinutes(1));
        var release = new ReleaseExpired(services);
        while ((await release.RunAsync(None)).More) { }
        store.Time.Advance(TimeSpan.FromMinutes(15));
        while ((await new PromoteDue(services).RunAsync(None)).More) { }
    }

    /// <summary>One worker does what is left, again where the database was too busy for some, which are put off then.</summary>
    private static async Task FinishAsync(TestStore store, Engine engine, string mode, string kind, JobServices services)
    {
        for (var (round, left) = (0, 1); left > 0 && round < 5; round++)
        {
            using var last = Worker.Start(store, engine, mode, "last", 0, atOnce: AtOnce);
            (await last.EndAsync()).ShouldBe(0, string.Join("\n", last.Said));
            left = (await store.JobsAsync(kind: kind)).Count;
            await ReleaseAsync(store, services);
        }
    }
}
