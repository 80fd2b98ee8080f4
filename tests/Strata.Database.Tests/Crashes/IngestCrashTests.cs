using Strata.Testing;

namespace Strata.Crashes;

/// <summary>G8: an ingest that is killed goes on, and does nothing twice.</summary>
public sealed class IngestCrashTests
{
    private const int AtOnce = 200;

    [Theory, DatabaseData, Trait("req", "G8")]
    public async Task An_ingest_that_is_killed_goes_on_where_it_was_and_stores_every_row_once(Engine engine)
    {
        var rows = TestScale.Pick(quick: 4_000, all: 40_000);
        await using var store = await TestStore.CreateAsync(engine);

        await KillAgainAndAgainAsync(
            () => Worker.Start(store, engine, "csv", "import", rows, atOnce: AtOnce),
            "csv completed",
            kills: TestScale.Pick(quick: 4, all: 40)
        );

        var run = (await store.Alice.Runs.ListAsync(null, new PageRequest(), CancellationToken.None)).Items.ShouldHaveSingleItem();
        run.Status.ShouldBe(RunStatus.Completed);
        run.ObservationCount.ShouldBe(rows);
        var report = await store.Alice.Verification.VerifyAsync(null, CancellationToken.None);
        report.Ok.ShouldBeTrue();
        report.Observations.ShouldBe(rows);
        report.Entities.ShouldBe(rows);
    }

    [Theory, DatabaseData, Trait("req", "G8")]
    public async Task An_ingest_that_is_interrupted_again_while_it_reads_what_it_has_stored_stores_every_row_once(Engine engine)
    {
        // More pages than one commit takes are read again before the first new row.
        var (limits, rows) = TestScale.IsAll ? (new RunLimits(), 30_000) : (RunSteps.SmallCommits with { Pages = 1 }, 1_500);
        const int interrupted = 5;
        await using var store = await TestStore.CreateAsync(engine, o => o with { RunLimits = limits });
        var content = Encoding.UTF8.GetBytes(
            "external_id,date,description,amount,currency\n"
                + string.Concat(Enumerable.Range(0, rows).Select(i => $"r-{i},2026-01-01,Payment {i},1.50,EUR\n"))
        );
        async Task<IngestResult> IngestAsync(int commits)
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
            var request = new IngestRequest
            {
                FileName = "rows.csv",
                EntityType = "transaction",
                IdempotencyKey = "rows",
            };
            return await store.Alice.Sources.IngestAsync(request, new MemoryStream(content), progress, stop.Token);
        }

        await Should.ThrowAsync<OperationCanceledException>(() => IngestAsync(interrupted));
        await Should.ThrowAsync<OperationCanceledException>(() => IngestAsync(1));
        var ended = await IngestAsync(int.MaxValue);

        ended.Run?.Status.ShouldBe(RunStatus.Completed);
        ended.Run?.ObservationCount.ShouldBe(rows);
        var report = await store.Alice.Verification.VerifyAsync(null, CancellationToken.None);
        report.Ok.ShouldBeTrue();
        report.Observations.ShouldBe(rows);
    }

    [Theory, DatabaseData, Trait("req", "G8")]
    public async Task An_office_file_that_is_killed_while_it_is_kept_or_interpreted_goes_on_and_is_whole(Engine engine)
    {
        var rows = TestScale.Pick(quick: 600, all: 4_000);
        await using var store = await TestStore.CreateAsync(engine);
        await File.WriteAllBytesAsync(
            Path.Combine(store.Folder, "t.xlsx"),
            Documents.RenderedDocumentTests.Workbook(rows),
            CancellationToken.None
        );

        await KillAgainAndAgainAsync(
            () => Worker.Start(store, engine, "file", "t.xlsx", 0, atOnce: AtOnce),
            "file completed",
            kills: TestScale.Pick(quick: 2, all: 20)
        );

        var run = (await store.Alice.Runs.ListAsync(null, new PageRequest(), CancellationToken.None)).Items.ShouldHaveSingleItem();
        run.Status.ShouldBe(RunStatus.Completed);
        run.ObservationCount.ShouldBe(rows);
        var report = await store.Alice.Verification.VerifyAsync(deep: true, null, CancellationToken.None);
        report.Faults.ShouldBeEmpty();
        report.Documents.ShouldBe(1);
        report.Entities.ShouldBe(rows);
    }

    /// <summary>In turns soon after something was committed and soon after the start; the last is left alone, and does the rest.</summary>
    private static async Task KillAgainAndAgainAsync(Func<Worker> start, string completed, int kills)
    {
        var random = new Random(5);
        for (var killed = 0; ; killed++)
        {
            using var worker = start();
            await (killed % 2 == 0 ? worker.Busy : worker.Opened);
            var ended = worker.EndAsync();
            var isKilled = killed < kills && await Task.WhenAny(ended, Task.Delay(random.Next(1, 100))) != ended;
            if (isKilled)
            {
                worker.Kill();
            }
            await ended;
            worker.Said.ShouldNotContain(line => line.StartsWith("error"));
            if (!isKilled)
            {
                worker.Said.ShouldContain(completed);
                killed.ShouldBeGreaterThan(0);
                return;
            }
        }
    }
}
