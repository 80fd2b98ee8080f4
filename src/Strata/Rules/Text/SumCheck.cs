namespace Strata.Rules.Text;

/// <summary>Result of comparing a sum with a stated total.</summary>
/// <param name="Holds">Null if it can't be checked.</param>
/// <param name="Doubt">What differs; null if nothing does.</param>
internal readonly record struct SumCheck(bool? Holds, Doubt? Doubt)
{
    /// <summary>Combines two checks: a failure outweighs a success.</summary>
    public SumCheck And(SumCheck other) =>
        new(Holds is false || other.Holds is false ? false : Holds ?? other.Holds, Both(Doubt, other.Doubt));

    private static Doubt? Both(Doubt? one, Doubt? other) =>
        one is null ? other
        : other is null ? one
        : new([.. one.Fields.Union(other.Fields)], $"{one.Reason}; {other.Reason}", $"{one.Kind}; {other.Kind}");
}
