namespace Strata.Rules.Text;

/// <summary>What comparing a sum with a stated total says.</summary>
/// <param name="Holds">Null where nothing can be checked.</param>
/// <param name="Note">What does not come to what, with the numbers; null where nothing fails.</param>
/// <param name="Fault">The same without numbers, which is said of many records at once.</param>
internal readonly record struct SumCheck(bool? Holds, string? Note, string? Fault)
{
    /// <summary>What is left of the confidence where a sum is not what is said.</summary>
    private const double Doubted = 0.75;

    /// <summary>Both: what fails is not made up for by what holds.</summary>
    public SumCheck And(SumCheck other) =>
        new(Holds is false || other.Holds is false ? false : Holds ?? other.Holds, Both(Note, other.Note), Both(Fault, other.Fault));

    /// <summary>A confidence with what the sums say.</summary>
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
