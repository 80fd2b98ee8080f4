using Strata.Ledger;

namespace Strata.Entities;

/// <summary>
/// From a value to the bytes it came from. Where several observations make up a <c>merge_array</c> value together, what is said of one
/// observation is said of the first, and <see cref="Contributions"/> has all of them.
/// </summary>
public sealed record FieldProvenance
{
    public required string Field { get; init; }
    public required JsonElement Value { get; init; }
    public required string ObservationId { get; init; }

    /// <summary>interpretation, structured, correction.</summary>
    public required string Class { get; init; }
    public required int Priority { get; init; }
    public required double Specificity { get; init; }
    public required DateTimeOffset ObservedAt { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public string? Actor { get; init; }
    public string? Reason { get; init; }
    public string? SourceId { get; init; }
    public string? SourceDigest { get; init; }
    public string? FileName { get; init; }
    public string? RunId { get; init; }
    public string? Interpreter { get; init; }
    public JsonElement? Configuration { get; init; }
    public string? DocumentId { get; init; }
    public int? Block { get; init; }
    public ByteLocator? Locator { get; init; }

    /// <summary>
    /// What the locator is into: <c>source</c>, its bytes, or <c>text</c>, the document's own text, where its format has no text of its
    /// own.
    /// </summary>
    public string? LocatorIn { get; init; }

    /// <summary>Where the quote stands in the original, piece by piece, where the locator is into the document's text.</summary>
    public IReadOnlyList<PlaceView>? Places { get; init; }

    /// <summary>The text at the locator, re-read now.</summary>
    public string? Quote { get; init; }

    /// <summary>Up to 60 characters before the quote, and after it.</summary>
    public string? QuoteBefore { get; init; }
    public string? QuoteAfter { get; init; }

    /// <summary>Where else the value was read: the word that gave an amount its sign. Null: nowhere.</summary>
    public IReadOnlyList<QuotedPlace>? Also { get; init; }

    /// <summary>
    /// Whether the quote re-read from the source equals the evidence recorded with the observation, and those of <c>also</c> theirs; null
    /// where there is no locator. Of several contributions: true where that holds for every one of them, false where it does not for one.
    /// </summary>
    public bool? QuoteVerified { get; init; }

    /// <summary>
    /// The observations that make up the value together, in the order of their first elements; null where it comes from one.
    /// </summary>
    public IReadOnlyList<Contribution>? Contributions { get; init; }

    /// <summary>How many more there are than are listed; they are among the entity's observations. Null: none.</summary>
    public int? ContributionsLeftOut { get; init; }
}

/// <summary>What one observation contributed to a value that is the union of several, and where it says so.</summary>
public sealed record Contribution
{
    /// <summary>The elements of the value that this observation was the first to state: their places, from 0.</summary>
    public required IReadOnlyList<int> Elements { get; init; }

    /// <summary>Those elements.</summary>
    public required JsonElement Value { get; init; }
    public required string ObservationId { get; init; }
    public required string Class { get; init; }
    public required DateTimeOffset ObservedAt { get; init; }
    public string? Actor { get; init; }
    public string? SourceId { get; init; }
    public string? SourceDigest { get; init; }
    public string? FileName { get; init; }
    public string? RunId { get; init; }
    public string? DocumentId { get; init; }
    public int? Block { get; init; }
    public ByteLocator? Locator { get; init; }
    public string? LocatorIn { get; init; }
    public IReadOnlyList<PlaceView>? Places { get; init; }

    /// <summary>The text at the locator, re-read now: all that the observation says of the field.</summary>
    public string? Quote { get; init; }
    public bool? QuoteVerified { get; init; }
}

/// <summary>A further place that a value was read from; <c>locator_in</c> is that of the value.</summary>
public sealed record QuotedPlace
{
    public required ByteLocator Locator { get; init; }
    public IReadOnlyList<PlaceView>? Places { get; init; }

    /// <summary>The text at the locator, re-read now.</summary>
    public string? Quote { get; init; }

    /// <summary>Whether the quote is the one that was recorded.</summary>
    public bool? QuoteVerified { get; init; }
}

/// <summary>Where one observation says what it says of a field.</summary>
public sealed record EvidenceView
{
    public string? DocumentId { get; init; }
    public int? Block { get; init; }
    public required ByteLocator Locator { get; init; }

    /// <summary><c>source</c> or <c>text</c>, as of <see cref="FieldProvenance.LocatorIn"/>.</summary>
    public string? LocatorIn { get; init; }

    /// <summary>Page and box, sheet and cells, part and path, where the locator is into the document's text.</summary>
    public IReadOnlyList<PlaceView>? Places { get; init; }

    /// <summary>The text at the locator, re-read now, and up to 60 characters before and after it.</summary>
    public string? Quote { get; init; }
    public string? QuoteBefore { get; init; }
    public string? QuoteAfter { get; init; }

    /// <summary>Where else the value was read: the word that gave an amount its sign. Null: nowhere.</summary>
    public IReadOnlyList<QuotedPlace>? Also { get; init; }

    /// <summary>Whether the quotes are the ones that were recorded.</summary>
    public bool? QuoteVerified { get; init; }
}

public sealed record ObservationView
{
    public required string ObservationId { get; init; }
    public required long Seq { get; init; }
    public required string EntityId { get; init; }

    /// <summary>The entity it was recorded against, where a merge shows it under another.</summary>
    public string? RecordedAgainst { get; init; }
    public required string EntityType { get; init; }
    public required string Class { get; init; }
    public required IReadOnlyDictionary<string, JsonElement> Fields { get; init; }
    public IReadOnlyDictionary<string, FragmentView>? Fragments { get; init; }

    /// <summary>By field, where it was asked for; fields that were not read from a source have none.</summary>
    public IReadOnlyDictionary<string, EvidenceView>? Evidence { get; init; }
    public required int SchemaVersion { get; init; }
    public required DateTimeOffset ObservedAt { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public string? Rule { get; init; }
    public string? SourceId { get; init; }
    public string? RunId { get; init; }
    public string? Actor { get; init; }
    public bool Retracted { get; init; }
}
