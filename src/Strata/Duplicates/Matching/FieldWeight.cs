namespace Strata.Duplicates.Matching;

/// <summary>What one field says about two records being the same.</summary>
/// <param name="Level">How they compare there: exact, jaro_winkler >= 0.94, …, different, missing.</param>
/// <param name="Weight">Bits of evidence: above 0 for, below 0 against; 0 where a value is missing.</param>
public sealed record FieldWeight(string Field, string Level, double Weight);
