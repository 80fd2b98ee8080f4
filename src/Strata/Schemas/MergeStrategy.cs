namespace Strata.Schemas;

/// <summary>Which observation gives a field its value (DESIGN.md section 3, Reducer).</summary>
public enum MergeStrategy
{
    HighestPriority,
    LastWrite,
    MostSpecific,
    MergeArray,
}
