namespace Strata.Schemas;

/// <summary>How the reducer chooses the observation that gives a field its value.</summary>
public enum MergeStrategy
{
    HighestPriority,
    LastWrite,
    MostSpecific,
    MergeArray,
}
