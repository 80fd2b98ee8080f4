namespace Strata.Bench;

/// <summary>What is measured of reading, on a store that <c>fill</c> has filled.</summary>
internal static class ReadWorks
{
    private const int Small = 10_000;
    private static readonly CancellationToken None = CancellationToken.None;

    public static readonly IReadOnlyList<(string Name, Func<BenchStore, BenchOptions, Task<string>> Run)> All =
    [
        ("fill", FillAsync),
        ("blocks", BlocksAsync),
        ("merge", MergeAsync),
        (
            "get",
            async (store, o) =>
                $"get with provenance: {await Latency.MeasureAsync(o.Rounds, 1000, Reads.Get(store.Local, await Reads.IdsAsync(store.Local, o.Size)))}"
        ),
        ("find", async (store, o) => $"find by identifier: {await Latency.MeasureAsync(o.Rounds, 1000, Reads.Find(store.Local, o.Size))}"),
        ("list", async (store, o) => $"list 100 by a field: {await Latency.MeasureAsync(o.Rounds, 300, Reads.List(store.Local))}"),
        ("search", async (store, o) => $"text search: {await Latency.MeasureAsync(o.Rounds, 300, Reads.Search(store.Local, o.Size))}"),
        ("lists", async (store, o) => await TableAsync(Reads.Lists(store.Local, await LastSeqAsync(store)), o)),
        ("searches", async (store, o) => await TableAsync(Reads.Searches(store.Local, o.Size), o)),
        ("ratio", RatioAsync),
    ];

    /// <summary>Adds new entities until there are <c>--size</c>.</summary>
    private static async Task<string> FillAsync(BenchStore store, BenchOptions options)
    {
        const int Batch = 1000;
        var added = 0;
        for (var first = 0; first < options.Size; first += Batch)
        {
            if ((await store.Local.Search.FindAsync($"INV-{first:D8}", "invoice", new PageRequest(1), ReadAt.Now, None)).Items.Count == 0)
            {
                await store.Local.Structured.StoreAsync(
                    Invoices.Batch(first, Batch, int.MaxValue, DateTimeOffset.UnixEpoch.AddYears(55)),
                    None
                );
                added += Batch;
            }
        }
        return string.Create(CultureInfo.InvariantCulture, $"{options.Size} entities, {added} of them new");
    }

    /// <summary>Takes in texts of 10,000 paragraphs until there are <c>--size</c> blocks more.</summary>
    private static async Task<string> BlocksAsync(BenchStore store, BenchOptions options)
    {
        const int PerText = 10_000;
        string[] words =
        [
            "the",
            "meeting",
            "budget",
            "garden",
            "invoice",
            "customer",
            "harbor",
            "open",
            "paid",
            "letter",
            "contract",
            "insurance",
            "holiday",
            "fjord",
            "acme",
            "train",
            "ticket",
            "doctor",
            "school",
            "rent",
            "kitchen",
            "bicycle",
            "repair",
            "warranty",
            "tax",
            "return",
        ];
        for (var text = 0; text < options.Size / PerText; text++)
        {
            var random = new Random(text);
            var content = new StringBuilder();
            for (var i = 0; i < PerText; i++)
            {
                for (var w = 0; w < 12; w++)
                {
                    // Few words are common, most are rare, as in texts.
                    var rare = random.Next(3) == 0;
                    content
                        .Append(rare ? $"w{Letters((int)(20_000 * Math.Pow(random.NextDouble(), 3)))}" : words[random.Next(words.Length)])
                        .Append(' ');
                }
                content.Append("\n\n");
            }
            using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(content.ToString()));
            await store.Local.Sources.IngestAsync(new IngestRequest { FileName = $"text-{text}.txt" }, bytes, null, None);
        }
        return $"{options.Size} blocks";
    }

    private static string Letters(int number) => number == 0 ? "" : Letters(number / 26) + (char)('a' + (number % 26));

    /// <summary>Merges the index's large segments, as the worker's job does.</summary>
    private static async Task<string> MergeAsync(BenchStore store, BenchOptions options)
    {
        var merges = 0;
        var writes = new Strata.Database.UserWrites(store.Store.Database, UserId.Local, None);
        while (await Strata.Indexing.Postings.SegmentMerge.NextAsync(writes, whole: false))
        {
            merges++;
        }
        return $"{merges} merges";
    }

    /// <summary>The same operations on this store and on one of 10,000 entities, side by side.</summary>
    private static async Task<string> RatioAsync(BenchStore store, BenchOptions options)
    {
        await using var small = await BenchStore.FreshAsync(store.Engine);
        await FillAsync(small, options with { Size = Small });
        var text = new StringBuilder();
        var next = 60_000_000 + Random.Shared.Next(1_000_000_000);
        foreach (var name in (string[])["get", "find", "list", "search", "write"])
        {
            var (one, other) = (await OfAsync(small, Small), await OfAsync(store, options.Size));
            text.Append(
                CultureInfo.InvariantCulture,
                $"\n  {name, -8} {Small}: {one}; {options.Size}: {other}; p50 {other.P50 / one.P50:F2}x, p95 {other.P95 / one.P95:F2}x"
            );

            async Task<Latency> OfAsync(BenchStore of, int size) =>
                await Latency.MeasureAsync(
                    options.Rounds,
                    name == "write" ? 200 : 300,
                    name switch
                    {
                        "get" => Reads.Get(of.Local, await Reads.IdsAsync(of.Local, size)),
                        "find" => Reads.Find(of.Local, size),
                        "list" => Reads.FullList(of.Local, size),
                        "search" => Reads.FullSearch(of.Local, size),
                        _ => Reads.Write(of.Local, next),
                    }
                );
        }
        return text.ToString();
    }

    private static async Task<string> TableAsync(IReadOnlyList<(string Name, Func<int, Task> Call)> kinds, BenchOptions options)
    {
        var text = new StringBuilder();
        foreach (var (name, call) in kinds)
        {
            var started = System.Diagnostics.Stopwatch.GetTimestamp();
            await call(0);
            await call(1);
            var calls = Math.Clamp((int)(0.4 / (System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalSeconds / 2)), 5, 60);
            text.Append(CultureInfo.InvariantCulture, $"\n  {name, -38} {await Latency.MeasureAsync(options.Rounds, calls, call)}");
        }
        return text.ToString();
    }

    private static async Task<long> LastSeqAsync(BenchStore store) =>
        (await store.Local.Search.ListAsync(new EntityQuery { Sort = "-updated", Limit = 1 }, ReadAt.Now, None)).Items[0].Seq;
}
