using Strata.Ledger;

namespace Strata.Runs;

/// <summary>Records of no known type: every field a fragment, and the record whole beside them.</summary>
internal static class GenericRecords
{
    public const string RawReason = Fragments.RawReason;

    private const string RawField = "raw_data";

    /// <summary>The name that the whole record is kept under, beside fields that may be called so.</summary>
    public static string RawFieldBeside(IReadOnlyList<Fragments.Fragment> fragments)
    {
        var name = RawField;
        for (var i = 2; fragments.Any(f => string.Equals(f.Name, name, StringComparison.Ordinal)); i++)
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{RawField} ({i})");
        }
        return name;
    }
}
