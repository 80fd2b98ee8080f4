namespace Strata.Duplicates.Matching;

/// <summary>Evidence of one field that two records are the same.</summary>
/// <param name="Level">How they compare there: exact, jaro_winkler >= 0.94, …, different, missing.</param>
/// <param name="Weight">Bits of evidence: above 0 for, below 0 against; 0 if a value is missing.</param>
public sealed record FieldWeight(string Field, string Level, double Weight);
