using System.Diagnostics;
using Strata.Duplicates.Matching;
using Strata.Testing.LabelledSets;

namespace Strata.Bench;

/// <summary>Duplicates among generated persons: the matching alone, in a store, and one new record against all.</summary>
internal static class DuplicateWorks
{
    private const string Schema = """
        {"type":"object","title":"Person","properties":{"nr":{"type":"integer"},"first_name":{"type":"string"},"last_name":{"type":"string"},"date_of_birth":{"type":"string"},"street":{"type":"string"},"city":{"type":"string"},"postcode":{"type":"string"},"phone":{"type":"string"},"email":{"type":"string"}},"x-strata":{"identity":[["nr"]]}}
        """;
    private static readonly CancellationToken None = CancellationToken.None;

    public static readonly IReadOnlyList<(string Name, Func<BenchStore, BenchOptions, Task<string>> Run)> All =
    [
        ("linkage", (_, options) => Task.FromResult(Linkage(options.Size))),
        ("people", (store, options) => FillAsync(store, options.Size)),
        ("duplicates", (store, _) => FindAsync(store)),
        ("duplicate-new", (store, options) => NewAsync(store, options.Size)),
    ];

    private static string Linkage(int size)
    {
        var set = People.Generate(size, 99);
        var table = new RecordTable(People.Columns);
        foreach (var row in set.A.Rows)
        {
            table.Add(row);
        }
        var watch = Stopwatch.StartNew();
        var linkage = Duplicates.Matching.Linkage.Train(table, null, None);
        var fitted = watch.Elapsed.TotalSeconds;
        var (pairs, considered) = linkage.Find(0, null, None);
        var took = watch.Elapsed.TotalSeconds;
        var truth = set.Truth.ToHashSet();
        var right = pairs.Count(p => truth.Contains((p.A, p.B)));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{size} persons: fitted {fitted:F1} s, in all {took:F1} s; {considered} pairs compared, {pairs.Count} found, precision {right / (double)Math.Max(1, pairs.Count):F4}, recall {right / (double)truth.Count:F4}"
        );
    }

    private static async Task<string> FillAsync(BenchStore store, int size)
    {
        await store.Local.Schemas.RegisterAsync(
            new RegisterSchemaRequest { EntityType = "person", Schema = JsonElement.Parse(Schema) },
            None
        );
        var people = People.Generate(size, 99).A.Rows;
        var watch = Stopwatch.StartNew();
        for (var first = 0; first < size; first += 1000)
        {
            await store.Local.Structured.StoreAsync(
                new StructuredRequest
                {
                    Entities = [.. Enumerable.Range(first, Math.Min(1000, size - first)).Select(i => Person(people[i], i))],
                },
                None
            );
        }
        return string.Create(CultureInfo.InvariantCulture, $"{size} persons: {size / watch.Elapsed.TotalSeconds:F0}/s");
    }

    private static async Task<string> FindAsync(BenchStore store)
    {
        var report = (await store.Local.Duplicates.FindAsync(new FindDuplicatesRequest { EntityType = "person", Full = true }, null, None));
        var type = report.Types[0];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{type.Entities} persons: {report.Seconds:F1} s, {type.PairsCompared} pairs compared, {type.Candidates} candidates"
        );
    }

    /// <summary>New records, each held against all that are there.</summary>
    private static async Task<string> NewAsync(BenchStore store, int size)
    {
        var fresh = People.Generate(300, 7).A.Rows;
        var times = new List<double>();
        for (var i = 0; i < fresh.Count; i++)
        {
            var stored = await store.Local.Structured.StoreAsync(
                new StructuredRequest { Entities = [Person(fresh[i], size + 1_000_000 + i)] },
                None
            );
            var started = Stopwatch.GetTimestamp();
            await store.Local.Duplicates.FindAsync(new FindDuplicatesRequest { EntityId = stored.Entities[0].EntityId }, null, None);
            if (i >= 50)
            {
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        }
        times.Sort();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"one new record: p50 {times[times.Count / 2]:F2} ms, p95 {times[times.Count * 95 / 100]:F2} ms"
        );
    }

    private static StructuredEntity Person(string?[] row, int nr)
    {
        var fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal) { ["nr"] = JsonSerializer.SerializeToElement(nr) };
        for (var f = 0; f < row.Length; f++)
        {
            if (row[f] is { } value)
            {
                fields[People.Columns[f]] = JsonSerializer.SerializeToElement(value);
            }
        }
        return new StructuredEntity { EntityType = "person", Fields = fields };
    }
}
