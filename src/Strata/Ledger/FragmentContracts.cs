namespace Strata.Ledger;

/// <summary>A field that no schema declares, or whose value does not fit or is quarantined, kept whole.</summary>
public sealed record FragmentView(JsonElement Value, string Reason, ByteLocator? Locator = null)
{
    /// <summary>What a quarantined value quotes, which was not in the source at the locator; left out for all others.</summary>
    public string? Quote { get; init; }

    /// <summary><c>source</c> or <c>text</c>, as the locator of provenance.</summary>
    public string? LocatorIn { get; init; }
    public IReadOnlyList<PlaceView>? Places { get; init; }
}
