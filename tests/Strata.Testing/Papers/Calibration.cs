namespace Strata.Testing.Papers;

/// <summary>
/// Measures and fits the confidence of <c>rules</c> on labelled papers: <c>show FAMILY</c> prints papers and their truth, <c>values</c> what
/// was stated on the papers that it is fitted to, <c>fit</c> points for <c>SignalPoints.cs</c>, <c>across</c> what fits to other
/// families say of each field, <c>report</c> the reliability of both halves.
/// </summary>
public static class Calibration
{
    /// <summary>Chosen by cross-validation over families of the tuning half.</summary>
    internal const double Penalty = 4;
    internal const int Least = 12;
    private const int Folds = 19;

    public static int Run(IReadOnlyList<string> args, TextWriter to)
    {
        switch (args)
        {
            case ["show", var family]:
                foreach (var paper in PaperSet.Tuning.Concat(PaperSet.Untouched).Where(paper => paper.Family == family))
                {
                    to.WriteLine(paper.Text);
                    to.WriteLine(string.Join("; ", paper.Truth.Select(t => $"{t.Key}={string.Join(" or ", t.Value)}")) + "\n");
                }
                return 0;
            case ["values"]:
                foreach (var value in PaperValues.Of(PaperSet.Tuning))
                {
                    to.WriteLine(
                        string.Join(
                            '\t',
                            value.Paper.Family,
                            value.Paper.Seed,
                            value.Finding.Schema.EntityType,
                            value.Field.Name,
                            value.IsRight ? 1 : 0,
                            value.Field.Json,
                            string.Join('|', value.Field.Assessment?.Signals ?? [])
                        )
                    );
                }
                return 0;
            case ["fit"]:
                Fit(PaperValues.Of(PaperSet.Tuning), to);
                return 0;
            case ["across"]:
                Across(PaperValues.Of(PaperSet.Tuning), to);
                return 0;
            case ["report", ..]:
                Report("Tuning half", PaperSet.Tuning, to);
                if (args is not [_, "tuning"])
                {
                    Report("Untouched half", PaperSet.Untouched, to);
                }
                return 0;
            default:
                to.WriteLine("show FAMILY | values | fit | across | report [tuning]");
                return 2;
        }
    }

    private static void Fit(IReadOnlyList<StatedValue> values, TextWriter to)
    {
        foreach (var penalty in new[] { Penalty / 4, Penalty / 2, Penalty, Penalty * 2, Penalty * 4 })
        {
            foreach (var least in new[] { Least, Least * 3 })
            {
                var said = CrossValidated(values, penalty, least);
                to.WriteLine(FormattableString.Invariant($"// penalty {penalty}, least {least}: {Sums(said)}"));
            }
        }
        var fit = PointFit.Of(values, Penalty, Least);
        to.WriteLine($"    public const int Base = {fit.Base};");
        foreach (var (signal, points) in fit.BySignal)
        {
            to.WriteLine($"        [\"{signal}\"] = {points},");
        }
    }

    /// <summary>How well each field, and the families that came later, are judged by fits to other families.</summary>
    private static void Across(IReadOnlyList<StatedValue> values, TextWriter to)
    {
        var judged = Judged(values, Penalty, Least);
        to.WriteLine(Sums(Reliability.Of([.. judged.Select(j => (j.Probability, j.Value.IsRight))])));
        var later = judged.Where(j => PaperSet.IsLater(j.Value.Paper.Family)).Select(j => (j.Probability, j.Value.IsRight));
        to.WriteLine($"Later families: {Sums(Reliability.Of([.. later]))}");
        foreach (var field in judged.GroupBy(j => $"{j.Value.Finding.Schema.EntityType} {j.Value.Field.Name}", StringComparer.Ordinal))
        {
            to.WriteLine($"{field.Key}: {Sums(Reliability.Of([.. field.Select(j => (j.Probability, j.Value.IsRight))]))}");
        }
        foreach (var (probability, value) in judged.Where(j => !j.Value.IsRight).OrderByDescending(j => j.Probability))
        {
            to.WriteLine(
                FormattableString.Invariant(
                    $"{probability:0.00} {value.Paper.Family} {value.Paper.Seed} {value.Field.Name} {value.Field.Json[..Math.Min(60, value.Field.Json.Length)]}"
                )
            );
        }
    }

    /// <summary>Each family judged by a fit to the others.</summary>
    internal static Reliability CrossValidated(IReadOnlyList<StatedValue> values, double penalty, int least) =>
        Reliability.Of([.. Judged(values, penalty, least).Select(j => (j.Probability, j.Value.IsRight))]);

    private static List<(double Probability, StatedValue Value)> Judged(IReadOnlyList<StatedValue> values, double penalty, int least)
    {
        var families = values.Select(value => value.Paper.Family).Distinct().Order(StringComparer.Ordinal).ToList();
        return
        [
            .. Enumerable
                .Range(0, Folds)
                .AsParallel()
                .AsOrdered()
                .SelectMany(fold =>
                {
                    var left = families.Where((_, i) => i % Folds == fold).ToHashSet(StringComparer.Ordinal);
                    var fit = PointFit.Of([.. values.Where(value => !left.Contains(value.Paper.Family))], penalty, least);
                    return values.Where(value => left.Contains(value.Paper.Family)).Select(value => (fit.Probability(value), value));
                }),
        ];
    }

    private static void Report(string half, IEnumerable<Paper> papers, TextWriter to)
    {
        var read = papers.ToList();
        var values = PaperValues.Of(read);
        var found = Reliability.Of([.. values.Select(value => (value.Field.Assessment?.Confidence ?? 0, value.IsRight))]);
        to.WriteLine($"{half}: {read.Count} papers, {Sums(found)}\n");
        foreach (var line in found.Table())
        {
            to.WriteLine(line);
        }
        to.WriteLine();
    }

    private static string Sums(Reliability found) =>
        FormattableString.Invariant(
            $"{found.Values} values, {found.Right:.000} right, calibration error {found.CalibrationError:.000}, AUROC {found.Auroc:.000}"
        );
}
