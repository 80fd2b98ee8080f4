namespace Strata.Rules.Text;

/// <summary>Result of comparing a sum with a stated total.</summary>
/// <param name="Holds">Null if it can't be checked.</param>
/// <param name="Note">What differs, with the numbers; null if nothing fails.</param>
/// <param name="Fault">The same without numbers, for many records at once.</param>
internal readonly record struct SumCheck(bool? Holds, string? Note, string? Fault)
{
    /// <summary>Factor on the confidence if a sum differs.</summary>
    private const double Doubted = 0.75;

    /// <summary>Combines two checks: a failure outweighs a success.</summary>
    public SumCheck And(SumCheck other) =>
        new(Holds is false || other.Holds is false ? false : Holds ?? other.Holds, Both(Note, other.Note), Both(Fault, other.Fault));

    /// <summary>Weighs a confidence by the check.</summary>
    public double Weigh(double confidence) =>
        Holds switch
        {
            true => (1 + confidence) / 2,
            false => confidence * Doubted,
            null => confidence,
        };

    private static string? Both(string? one, string? other) =>
        one is null ? other
        : other is null ? one
        : $"{one}; {other}";
}
