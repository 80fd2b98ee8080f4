namespace Strata.Interpretation;

/// <summary>Records of no known type: every field a fragment, and the record whole beside them.</summary>
internal static class GenericRecords
{
    public const string RawField = "raw_data";
    public const string RawReason = "the record as it came";
}
