using Strata.Duplicates.Evaluation;
using Strata.Duplicates.Matching;
using Strata.Testing.LabelledSets;

namespace Strata.Bench;

/// <summary>How well duplicates are found in the generated labelled sets, all with the same defaults.</summary>
internal static class LabelledWorks
{
    public static readonly IReadOnlyList<(string Name, Func<BenchStore, BenchOptions, Task<string>> Run)> All =
    [
        ("labelled", (_, options) => RunAsync(options.Rounds, Known)),
        ("labelled-further", (_, options) => RunAsync(options.Rounds, Further)),
        ("labelled-singles", (_, _) => Task.FromResult(FoundInSingles())),
    ];

    /// <param name="seeds">How many sets of each kind.</param>
    private static async Task<string> RunAsync(int seeds, Func<int, IEnumerable<LabelledSet>> sets)
    {
        var lines = new List<string>();
        for (var seed = 1; seed <= seeds; seed++)
        {
            foreach (var set in sets(seed))
            {
                var report = await EvaluateAsync(set);
                lines.Add(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{set.Name, -14} {report.Records, 6} records {report.TruePairs, 6} pairs  F1 {report.Default.F1:F4} ({report.Default.Precision:F4}, {report.Default.Recall:F4})  best {report.Best.F1:F4}  sure {report.Sure?.Recall ?? 0:F4}  considered {report.CandidateRecall:F4}  {report.Seconds:F1} s"
                    )
                );
            }
        }
        return "\n" + string.Join('\n', lines) + "\n";
    }

    /// <summary>What is found in lists of which it is known that nothing is there twice.</summary>
    private static string FoundInSingles()
    {
        var lines = new List<string>();
        LabelledSet[] sets =
        [
            Singles.Counted(60_000, 1),
            Singles.Counted(3_000, 1),
            Singles.Staff(10_000, 1),
            Singles.Parts(5_000, 1),
            People.Generate(10_000, 1, duplicates: 0),
            People.Generate(1_000, 1, duplicates: 0),
        ];
        foreach (var set in sets)
        {
            var table = new RecordTable(set.A.Columns);
            foreach (var row in set.A.Rows)
            {
                table.Add(row);
            }
            var found = Linkage.Train(table, null, CancellationToken.None).Find(0, null, CancellationToken.None).Pairs;
            lines.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{set.Name, -14} {table.Count, 6} records  {found.Count} found, at most {found.Select(p => p.Weight).DefaultIfEmpty(double.NaN).Max():F1} bits"
                )
            );
        }
        return "\n" + string.Join('\n', lines) + "\n";
    }

    private static IEnumerable<LabelledSet> Known(int seed)
    {
        yield return People.Generate(10_000, seed);
        yield return Products.Generate(1_500, seed);
        yield return Software.Generate(1_300, seed);
        yield return Publications.Generate(1_500, seed);
        yield return Publications.Citations(130, seed, 40);
        yield return Films.Generate(1_500, seed);
        yield return Restaurants.Generate(1_600, seed);
        yield return Songs.Generate(4_000, seed);
        yield return Beers.Generate(1_500, seed);
        yield return Historic.Generate(500, seed);
        yield return Electronics.Generate(1_500, seed);
        yield return Proceedings.Generate(2_500, seed);
        yield return Census.Generate(5_000, seed);
        yield return Contacts.Generate(3_000, seed);
        yield return Contacts.Generate(1_500, seed, house: true);
        yield return Contacts.Generate(500, seed, rareNames: 0);
        yield return Chains.Generate(2_500, seed);
        yield return Households.Generate(3_000, seed);
        yield return Movers.Generate(3_000, seed);
        yield return Screws.Generate(1_500, seed);
    }

    /// <summary>Kinds that came after the defaults were made; voters have been looked at since.</summary>
    private static IEnumerable<LabelledSet> Further(int seed)
    {
        yield return Voters.Generate(8_000, seed);
        yield return Tracks.Generate(3_000, seed);
        yield return Companies.Generate(2_500, seed);
        yield return Testing.LabelledSets.Payments.Generate(5_000, seed);
        yield return Movies.Generate(3_000, seed);
        yield return Books.Generate(2_500, seed);
    }

    private static async Task<EvaluationReport> EvaluateAsync(LabelledSet set)
    {
        var folder = Directory.CreateTempSubdirectory("strata-labelled-");
        try
        {
            string File(string name, IEnumerable<string> lines)
            {
                var path = Path.Combine(folder.FullName, name);
                System.IO.File.WriteAllLines(path, lines);
                return path;
            }
            List<string> files = [File("a.csv", set.A.Csv()), .. set.B is { } b ? [File("b.csv", b.Csv())] : Array.Empty<string>()];
            return await DuplicateEvaluation.RunAsync(
                new() { Files = files, TruthFile = File("pairs.csv", set.TruthCsv()) },
                TimeProvider.System,
                CancellationToken.None
            );
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
