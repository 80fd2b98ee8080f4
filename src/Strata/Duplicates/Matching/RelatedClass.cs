namespace Strata.Duplicates.Matching;

/// <summary>
/// A third explanation of what a pair has in common, beside one thing and chance: two related things, such as people of one household.
/// Those share several fields at once, which corrections between two fields at a time can't take off. So a pair is weighed against both
/// other explanations together (three latent classes instead of Fellegi and Sunter's two).
/// </summary>
internal sealed class RelatedClass
{
    /// <summary>Field name under which its evidence is shown.</summary>
    public const string Field = "(related)";
    public const string Level = "as alike as two that are related";

    private readonly double[][] _bits;

    /// <param name="odds">Bits for one thing against related things, before anything is compared.</param>
    /// <param name="levels">By field: share of each level among related things.</param>
    /// <param name="fields">Models of one thing.</param>
    public RelatedClass(double odds, IReadOnlyList<double[]> levels, IReadOnlyList<FieldModel> fields)
    {
        Odds = odds;
        Levels = levels;
        _bits = [.. levels.Select((l, f) => l.Select((share, level) => Math.Log2(fields[f].M[level] / share)).ToArray())];
    }

    public double Odds { get; }
    public IReadOnlyList<double[]> Levels { get; }

    /// <summary>Returns the bits for one thing against related things.</summary>
    /// <param name="without">Field to leave out.</param>
    public double Against(ReadOnlySpan<sbyte> levels, int without = -1)
    {
        var weight = Odds;
        for (var f = 0; f < levels.Length; f++)
        {
            weight += levels[f] >= 0 && f != without ? _bits[f][levels[f]] : 0;
        }
        return weight;
    }

    /// <summary>Returns the bits for one thing against both chance and related things.</summary>
    /// <param name="weight">Bits against chance.</param>
    public double Weigh(double weight, ReadOnlySpan<sbyte> levels, int without = -1)
    {
        var against = Against(levels, without);
        var (less, more) = weight < against ? (weight, against) : (against, weight);
        return less - Math.Log2(1 + LogOdds.Power(less - more));
    }
}
