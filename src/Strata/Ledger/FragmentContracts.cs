namespace Strata.Ledger;

/// <summary>A field that no schema declares, or whose value doesn't fit or is quarantined; kept whole.</summary>
public sealed record FragmentView(JsonElement Value, string Reason, ByteLocator? Locator = null)
{
    /// <summary>Quote of a quarantined value that the source doesn't have at the locator; omitted for all others.</summary>
    public string? Quote { get; init; }

    /// <summary><c>source</c> or <c>text</c>, as in provenance.</summary>
    public string? LocatorIn { get; init; }
    public IReadOnlyList<PlaceView>? Places { get; init; }
}
