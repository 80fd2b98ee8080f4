using Strata.Database;
using Strata.Testing;

namespace Strata.Crashes;

/// <summary>G8: an ingest that is killed goes on, and does nothing twice.</summary>
public sealed class IngestCrashTests
{
    [Theory, DatabaseData, Trait("req", "G8")]
    public async Task An_ingest_that_is_killed_goes_on_where_it_was_and_stores_every_row_once(Engine engine)
    {
        const int rows = 12_000;
        await using var store = await TestStore.CreateAsync(engine);
        var random = new Random(5);
        var killed = 0;
        for (var i = 0; i < 60; i++)
        {
            using var worker = Worker.Start(store, engine, "csv", "import", rows);
            await worker.Opened;
            var ended = worker.EndAsync();
            if (i < 40 && await Task.WhenAny(ended, Task.Delay(random.Next(20, 500))) != ended)
            {
                worker.Kill();
                killed++;
            }
            await ended;
            worker.Said.ShouldNotContain(line => line.StartsWith("error"));
            if (worker.Said.Contains("csv completed"))
            {
                break;
            }
        }

        killed.ShouldBeGreaterThan(0);
        var run = (await store.Alice.ListRunsAsync(null, new PageRequest(), CancellationToken.None)).Items.ShouldHaveSingleItem();
        run.Status.ShouldBe("completed");
        run.ObservationCount.ShouldBe(rows);
        var report = await store.Alice.VerifyAsync(null, CancellationToken.None);
        report.Ok.ShouldBeTrue();
        report.Observations.ShouldBe(rows);
        report.Entities.ShouldBe(rows);
    }

    [Theory, DatabaseData, Trait("req", "G8")]
    public async Task An_office_file_that_is_killed_while_it_is_kept_or_interpreted_goes_on_and_is_whole(Engine engine)
    {
        const int rows = 4_000;
        await using var store = await TestStore.CreateAsync(engine);
        await File.WriteAllBytesAsync(Path.Combine(store.Folder, "t.xlsx"), Documents.RenderedDocumentTests.Workbook(rows), CancellationToken.None);
        var random = new Random(3);
        var killed = 0;
        for (var i = 0; i < 40; i++)
        {
            using var worker = Worker.Start(store, engine, "file", "t.xlsx", 0);
            await worker.Opened;
            var ended = worker.EndAsync();
            if (i < 8 && await Task.WhenAny(ended, Task.Delay(random.Next(20, 700))) != ended)
            {
                worker.Kill();
                killed++;
            }
            await ended;
            worker.Said.ShouldNotContain(line => line.StartsWith("error"));
            if (worker.Said.Contains("file completed"))
            {
                break;
            }
        }

        killed.ShouldBeGreaterThan(0);
        var run = (await store.Alice.ListRunsAsync(null, new PageRequest(), CancellationToken.None)).Items.ShouldHaveSingleItem();
        run.Status.ShouldBe("completed");
        run.ObservationCount.ShouldBe(rows);
        var report = await store.Alice.VerifyAsync(deep: true, null, CancellationToken.None);
        report.Faults.ShouldBeEmpty();
        report.Documents.ShouldBe(1);
        report.Entities.ShouldBe(rows);
    }
}
