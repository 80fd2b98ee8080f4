namespace Strata.Duplicates.Matching;

/// <summary>
/// Explains a pair's weight: each field's evidence, and what speaks for two related things. The prior, rivals and transitive evidence come
/// on top.
/// </summary>
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
        model.Correct(levels, weights);
        var weight = model.PriorWeight;
        foreach (var bits in weights)
        {
            weight += bits;
        }
        var related = model.Related is { } relation ? Math.Round(relation.Weigh(weight, levels) - weight, 2) : 0;
        var evidence = new FieldWeight[comparisons.Length + (related < 0 ? 1 : 0)];
        if (related < 0)
        {
            evidence[^1] = new FieldWeight(RelatedClass.Field, RelatedClass.Level, related);
        }
        for (var f = 0; f < comparisons.Length; f++)
        {
            evidence[f] = new FieldWeight(
                comparisons[f].Field,
                LevelName(comparisons[f], model.Fields[f], a, b, levels[f]),
                Math.Round(weights[f], 2)
            );
        }
        return evidence;
    }

    private static string LevelName(Comparison comparison, FieldModel field, int a, int b, int level) =>
        level >= 0 && level == field.Different && field.Weigh(comparison, a, b, level) > 0 ? "different, as is often the same"
        : level >= 0 ? comparison.Levels[level]
        : comparison.Column.Codes[a] < 0 || comparison.Column.Codes[b] < 0 ? "missing"
        : "said by the names";
}
