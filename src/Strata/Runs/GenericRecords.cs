using Strata.Ledger;

namespace Strata.Runs;

/// <summary>Records of unknown type: every field is a fragment, beside the raw record.</summary>
internal static class GenericRecords
{
    public const string RawReason = Fragments.RawReason;

    private const string RawField = "raw_data";

    /// <summary>Returns a name for the raw record that no other fragment has.</summary>
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
