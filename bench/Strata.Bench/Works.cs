using System.Diagnostics;

namespace Strata.Bench;

/// <summary>What is measured. Each returns a line of numbers.</summary>
internal static class Works
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateTimeOffset Start = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly IReadOnlyList<(string Name, Func<BenchStore, BenchOptions, Task<string>> Run)> All =
    [
        Sized("new", NewAsync),
        Sized("updates", UpdatesAsync),
        Sized("singles", SinglesAsync),
        Sized("csv", CsvAsync),
        Sized("rebuild", RebuildAsync),
        Sized("verify", VerifyAsync),
        Sized("raw", RawAsync),
        Sized("disk", DiskAsync),
    ];

    private static (string, Func<BenchStore, BenchOptions, Task<string>>) Sized(string name, Func<BenchStore, int, Task<string>> run) =>
        (name, (store, options) => run(store, options.Size));

    private static async Task<string> NewAsync(BenchStore store, int size)
    {
        var batches = Enumerable.Range(0, size / 1000).Select(b => Invoices.Batch(b * 1000, 1000, int.MaxValue, Start)).ToList();
        var watch = Stopwatch.StartNew();
        foreach (var batch in batches)
        {
            await store.Local.Structured.StoreAsync(batch, None);
        }
        return Rate("new entities", size, watch);
    }

    /// <summary>Entities with 100 observations each, then more of them.</summary>
    private static async Task<string> UpdatesAsync(BenchStore store, int size)
    {
        var entities = Math.Max(10, size / 100);
        for (var round = 0; round < 100; round++)
        {
            for (var first = 0; first < entities; first += 1000)
            {
                await store.Local.Structured.StoreAsync(
                    Invoices.Batch(first + (round * entities), Math.Min(1000, entities - first), entities, Start.AddHours(round)),
                    None
                );
            }
        }
        var updates = Enumerable
            .Range(0, Math.Max(1, size / 1000))
            .Select(b => Invoices.Batch(b * 1000, 1000, entities, Start.AddDays(10 + b)))
            .ToList();
        var watch = Stopwatch.StartNew();
        foreach (var batch in updates)
        {
            await store.Local.Structured.StoreAsync(batch, None);
        }
        return Rate("updates", updates.Count * 1000, watch);
    }

    private static async Task<string> SinglesAsync(BenchStore store, int size)
    {
        var next = 0;
        var count = Math.Min(size, 20_000);
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(
            Enumerable
                .Range(0, 32)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        int i;
                        while ((i = Interlocked.Increment(ref next)) <= count)
                        {
                            await store.Local.Structured.StoreAsync(
                                new StructuredRequest { Entities = [Invoices.One(i, 50_000_000 + i)], ObservedAt = Start.AddSeconds(i) },
                                None
                            );
                        }
                    })
                )
        );
        return Rate("single writes, 32 callers", count, watch);
    }

    private static async Task<string> CsvAsync(BenchStore store, int size)
    {
        var path = Path.Combine(store.Folder, "transactions.csv");
        await Invoices.WriteCsvAsync(path, size);
        await using var file = File.OpenRead(path);
        var watch = Stopwatch.StartNew();
        var pace = new Pace(watch, "interpret");
        var result = await store.Local.Sources.IngestAsync(new IngestRequest { FileName = "transactions.csv" }, file, pace, None);
        return Rate($"rows ({result.Run?.Status}, {result.Run?.EntityCount} {result.Run?.Entities[0].EntityType})", size, watch)
            + $"; {pace}";
    }

    private static async Task<string> RebuildAsync(BenchStore store, int size)
    {
        var watch = Stopwatch.StartNew();
        var report = await store.Local.Verification.RebuildAsync(null, None);
        return Rate($"observations rebuilt, {report.Changed} changed", report.Observations, watch);
    }

    private static async Task<string> VerifyAsync(BenchStore store, int size)
    {
        var watch = Stopwatch.StartNew();
        var report = await store.Local.Verification.VerifyAsync(null, None);
        return Rate(
            $"quotes verified (ok {report.Ok}, {report.Observations} observations, {report.Entities} entities)",
            report.Quotes,
            watch
        );
    }

    private static async Task<string> RawAsync(BenchStore store, int size)
    {
        var path = Path.Combine(store.Folder, "raw.bin");
        var bytes = new byte[1 << 20];
        new Random(7).NextBytes(bytes);
        await using (var file = File.Create(path))
        {
            for (var i = 0; i < 1024; i++)
            {
                await file.WriteAsync(bytes, None);
            }
        }
        var hash = Stopwatch.StartNew();
        await using (var file = File.OpenRead(path))
        {
            await System.Security.Cryptography.SHA256.HashDataAsync(file, None);
        }
        hash.Stop();
        var copy = Stopwatch.StartNew();
        await using (var from = File.OpenRead(path))
        await using (var to = new FileStream(path + ".copy", FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20))
        {
            await from.CopyToAsync(to, 1 << 20, None);
            to.Flush(flushToDisk: true);
        }
        copy.Stop();
        File.Delete(path + ".copy");
        var watch = Stopwatch.StartNew();
        IngestResult taken;
        await using (var file = File.OpenRead(path))
        {
            taken = await store.Local.Sources.IngestAsync(new IngestRequest { FileName = "raw.bin", Interpret = false }, file, null, None);
        }
        watch.Stop();
        if (store.Options.BlobsUrl is not null)
        {
            var cold = await ColdAsync(store, taken);
            return string.Create(
                CultureInfo.InvariantCulture,
                $"1 GiB to S3 in {watch.Elapsed.TotalSeconds:F2} s ({taken.StorageStatus}); read back and verified without a copy in {cold:F2} s"
            );
        }
        var slower = Math.Max(hash.Elapsed.TotalSeconds, copy.Elapsed.TotalSeconds);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"1 GiB in {watch.Elapsed.TotalSeconds:F2} s; SHA-256 {hash.Elapsed.TotalSeconds:F2} s, write+fsync {copy.Elapsed.TotalSeconds:F2} s: {slower / watch.Elapsed.TotalSeconds:P0} of the slower"
        );
    }

    /// <summary>Seconds until the first byte can be read where this machine has no copy.</summary>
    private static async Task<double> ColdAsync(BenchStore store, IngestResult taken)
    {
        Directory.Delete(Path.Combine(store.Folder, "cache"), recursive: true);
        var watch = Stopwatch.StartNew();
        await using var content = (await store.Local.Sources.OpenAsync(taken.SourceId, None)).Content;
        await content.ReadAtLeastAsync(new byte[1], 1, cancellationToken: None);
        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>Bytes of database and its log for each observation there is; on SQLite after a checkpoint, with what takes them.</summary>
    private static async Task<string> DiskAsync(BenchStore store, int size)
    {
        var report = await store.Local.Verification.RebuildAsync(null, None);
        var (bytes, parts) = await DiskUse.OfAsync(store);
        return string.Create(
                CultureInfo.InvariantCulture,
                $"{bytes / 1048576} MB of database, {bytes / Math.Max(1, report.Observations)} bytes for each of {report.Observations} observations: "
            )
            + string.Join(
                ", ",
                parts.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Name} {p.Bytes / Math.Max(1, report.Observations)}"))
            );
    }

    private static string Rate(string what, long count, Stopwatch watch) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {what}: {count / watch.Elapsed.TotalSeconds:F0}/s");
}
