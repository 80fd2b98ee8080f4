namespace Strata.Interpretation.Text;

/// <summary>What comparing a sum with a stated total says.</summary>
/// <param name="Holds">Null where nothing can be checked.</param>
/// <param name="Note">What does not come to what; null where nothing fails.</param>
internal readonly record struct SumCheck(bool? Holds, string? Note)
{
    /// <summary>Both: what fails is not made up for by what holds.</summary>
    public SumCheck And(SumCheck other) =>
        new(Holds is false || other.Holds is false ? false : Holds ?? other.Holds, Note is null ? other.Note : other.Note is null ? Note : $"{Note}; {other.Note}");
}
