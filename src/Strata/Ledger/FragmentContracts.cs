namespace Strata.Ledger;

/// <summary>A field that no schema declares, or whose value doesn't fit or is quarantined; kept whole.</summary>
public sealed record FragmentView(JsonElement Value, string Reason, ByteLocator? Locator = null)
{
    /// <summary>Text that a quarantined value quotes and that the source doesn't have at the locator; omitted for all others.</summary>
    public string? Quote { get; init; }

    /// <summary>What the locator points into, as in provenance: <c>source</c> or <c>text</c>.</summary>
    public string? LocatorIn { get; init; }
    public IReadOnlyList<PlaceView>? Places { get; init; }
}
