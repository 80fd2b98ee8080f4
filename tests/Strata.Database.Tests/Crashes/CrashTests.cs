using Strata.Database;
using Strata.Testing;

namespace Strata.Crashes;

/// <summary>G1 and G8: nothing acknowledged is lost, nothing half-written stays, nothing is done twice.</summary>
public sealed class CrashTests
{
    private const int Kills = 100;
    private const int AtOnce = 2;

    [Theory, DatabaseData, Trait("req", "G1")]
    public async Task What_was_acknowledged_is_there_after_a_hundred_kills(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var random = new Random(11);
        var acknowledged = new List<string>();
        for (var i = 0; i < Kills; i += AtOnce)
        {
            var workers = Enumerable.Range(i, AtOnce).Select(w => Worker.Start(store, engine, "mixed", $"w{w}", 100_000)).ToList();
            foreach (var worker in workers)
            {
                await worker.Busy;
                await Task.Delay(random.Next(1, 40));
                worker.Kill();
            }
            foreach (var worker in workers)
            {
                await worker.EndAsync();
                worker.Said.ShouldNotContain(line => line.StartsWith("error"));
                acknowledged.AddRange(worker.Said.Where(line => line != "open"));
                worker.Dispose();
            }
        }

        acknowledged.Count.ShouldBeGreaterThan(Kills);
        var report = await store.Alice.VerifyAsync(null, CancellationToken.None);
        report.Ok.ShouldBeTrue(string.Join("; ", report.Faults.Take(5).Select(f => $"{f.Path} {f.Reason}")));
        var names = await NamesAsync(store);
        var corrected = acknowledged.Where(a => a.StartsWith("corrected")).Select(a => a.Split(' ')[1]).ToHashSet();
        foreach (var line in acknowledged.Where(a => a.StartsWith("stored")))
        {
            var parts = line.Split(' ');
            var name = names[parts[2]];
            name.ShouldBeOneOf(parts[1], "corrected " + parts[1]);
            (corrected.Contains(parts[1]) && name == parts[1]).ShouldBeFalse($"the correction of {parts[1]} was lost");
        }
    }

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

    [Theory, DatabaseData, Trait("req", "G1")]
    public async Task Two_thousand_writes_on_one_entity_from_four_processes_lose_none(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var workers = Enumerable.Range(0, 4).Select(i => Worker.Start(store, engine, "one", $"p{i}", 500)).ToList();
        foreach (var worker in workers)
        {
            (await worker.EndAsync()).ShouldBe(0, string.Join("\n", worker.Said.Where(l => l.StartsWith("error"))));
        }

        var note = (await store.Alice.ListAsync("note")).ShouldHaveSingleItem();
        note.ObservationCount.ShouldBe(2000);
        note.Fields["tags"].GetArrayLength().ShouldBe(2000);
        (await store.Alice.VerifyAsync(null, CancellationToken.None)).Ok.ShouldBeTrue();
        workers.ForEach(w => w.Dispose());
    }

    private static async Task<Dictionary<string, string?>> NamesAsync(TestStore store)
    {
        var names = new Dictionary<string, string?>();
        string? cursor = null;
        do
        {
            var page = await store.Alice.ListEntitiesAsync(new EntityQuery { EntityType = "contact", Limit = 1000, Cursor = cursor }, ReadAt.Now, CancellationToken.None);
            foreach (var entity in page.Items)
            {
                names[entity.EntityId] = entity.Fields["name"].GetString();
            }
            cursor = page.NextCursor;
        } while (cursor is not null);
        return names;
    }
}
