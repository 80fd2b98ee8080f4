namespace Strata.Ledger;

/// <summary>
/// The stored fragments of an observation: <c>{name:{"at":[start,length],"quote":…,"reason":…,"value":…}}</c>.
/// </summary>
internal static class Fragments
{
    /// <summary>Reason of the fragment with the whole untyped record.</summary>
    public const string RawReason = "the record as it came";

    /// <summary>Reason of a fragment that a person corrected.</summary>
    public const string CorrectedReason = "corrected; no schema declares it";

    /// <param name="Quote">Text that a quarantined value quotes and that is not at the range; null for all others.</param>
    public readonly record struct Fragment(string Name, string Json, string Reason, ByteRange? Range, string? Quote = null);

    public static string? Write(IReadOnlyList<Fragment> fragments)
    {
        if (fragments.Count == 0)
        {
            return null;
        }
        var text = new StringBuilder("{");
        foreach (var fragment in fragments.OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            text.Append(text.Length == 1 ? "" : ",").Append(JsonText.String(fragment.Name)).Append(":{");
            if (fragment.Range is { } range)
            {
                text.Append(CultureInfo.InvariantCulture, $"\"at\":[{range.Start},{range.Length}],");
            }
            if (fragment.Quote is { } quote)
            {
                text.Append("\"quote\":").Append(JsonText.String(quote)).Append(',');
            }
            text.Append("\"reason\":").Append(JsonText.String(fragment.Reason)).Append(",\"value\":").Append(fragment.Json).Append('}');
        }
        return text.Append('}').ToString();
    }

    /// <summary>Returns fragments by name; the first of duplicates, which earlier versions wrote.</summary>
    public static IReadOnlyDictionary<string, FragmentView> Read(string fragments)
    {
        var read = new Dictionary<string, FragmentView>(StringComparer.Ordinal);
        foreach (var f in JsonText.Element(fragments).EnumerateObject())
        {
            read.TryAdd(
                f.Name,
                new FragmentView(
                    f.Value.GetProperty("value"),
                    f.Value.GetProperty("reason").GetString() ?? "",
                    f.Value.TryGetProperty("at", out var at) ? new ByteLocator(at[0].GetInt64(), at[1].GetInt64()) : null
                )
                {
                    Quote = f.Value.TryGetProperty("quote", out var quote) ? quote.GetString() : null,
                }
            );
        }
        return read;
    }
}
