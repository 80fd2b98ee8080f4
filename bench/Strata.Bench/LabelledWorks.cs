using System.Globalization;
using Strata.Duplicates.Evaluation;
using Strata.Testing.LabelledSets;

namespace Strata.Bench;

/// <summary>How well duplicates are found in the generated labelled sets, all with the same defaults.</summary>
internal static class LabelledWorks
{
    public static readonly IReadOnlyList<(string Name, Func<BenchStore, BenchOptions, Task<string>> Run)> All = [("labelled", (_, options) => RunAsync(options.Rounds))];

    /// <param name="seeds">How many sets of each kind.</param>
    private static async Task<string> RunAsync(int seeds)
    {
        var lines = new List<string>();
        for (var seed = 1; seed <= seeds; seed++)
        {
            foreach (var set in Sets(seed))
            {
                var report = await EvaluateAsync(set);
                lines.Add(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{set.Name,-14} {report.Records,6} records {report.TruePairs,6} pairs  F1 {report.Default.F1:F4} ({report.Default.Precision:F4}, {report.Default.Recall:F4})  best {report.Best.F1:F4}  sure {report.Sure?.Recall ?? 0:F4}  considered {report.CandidateRecall:F4}  {report.Seconds:F1} s"
                    )
                );
            }
        }
        return "\n" + string.Join('\n', lines) + "\n";
    }

    private static IEnumerable<LabelledSet> Sets(int seed) =>
        [
            People.Generate(10_000, seed),
            Products.Generate(1_500, seed),
            Software.Generate(1_300, seed),
            Publications.Generate(1_500, seed),
            Publications.Citations(130, seed, 40),
            Films.Generate(1_500, seed),
            Restaurants.Generate(1_600, seed),
            Songs.Generate(4_000, seed),
            Beers.Generate(1_500, seed),
        ];

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
            return await DuplicateEvaluation.RunAsync(new() { Files = files, TruthFile = File("pairs.csv", set.TruthCsv()) }, TimeProvider.System, CancellationToken.None);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
