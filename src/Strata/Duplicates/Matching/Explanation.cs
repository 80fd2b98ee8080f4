namespace Strata.Duplicates.Matching;

/// <summary>Why a pair weighs what it weighs: the prior, what each field says, and what rivals or witnesses add.</summary>
internal static class Explanation
{
    public static IReadOnlyList<FieldWeight> Of(Comparison[] comparisons, MatchModel model, int a, int b)
    {
        Span<sbyte> levels = stackalloc sbyte[comparisons.Length];
        Span<double> weights = stackalloc double[comparisons.Length];
        for (var f = 0; f < comparisons.Length; f++)
        {
            levels[f] = (sbyte)comparisons[f].Level(a, b);
            weights[f] = model.Fields[f].Weigh(comparisons[f], a, b, levels[f]);
        }
        model.Redundancy.Correct(levels, weights);
        var evidence = new FieldWeight[comparisons.Length];
        for (var f = 0; f < evidence.Length; f++)
        {
            evidence[f] = new FieldWeight(comparisons[f].Field, LevelName(comparisons[f], a, b, levels[f]), Math.Round(weights[f], 2));
        }
        return evidence;
    }

    private static string LevelName(Comparison comparison, int a, int b, int level) =>
        level >= 0 ? comparison.Levels[level]
        : comparison.Column.Codes[a] < 0 || comparison.Column.Codes[b] < 0 ? "missing"
        : "said by the names";
}
