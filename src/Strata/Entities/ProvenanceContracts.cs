using Strata.Ledger;

namespace Strata.Entities;

/// <summary>
/// Provenance of a field's value, down to the bytes. For a <c>merge_array</c> value of several observations, the properties describe the
/// first one and <see cref="Contributions"/> lists all.
/// </summary>
public sealed record FieldProvenance : IPastAnswer<FieldProvenance>
{
    public required string Field { get; init; }
    public required JsonElement Value { get; init; }

    /// <summary>Why the observation that states it doubts the value; omitted if it does not.</summary>
    public string? Doubt { get; init; }

    /// <summary>How likely the value is right, 0..1, as labelled papers showed; omitted if it was not read from a paper by rules.</summary>
    public double? Confidence { get; init; }

    /// <summary>Why the value is no field: no schema declares it, or it doesn't fit; omitted for fields.</summary>
    public string? FragmentReason { get; init; }
    public required string ObservationId { get; init; }

    /// <summary>interpretation, structured, correction.</summary>
    public required ObservationClass Class { get; init; }
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
    /// What the locator points into: <c>source</c>, its bytes, or <c>text</c>, the document's own text, for formats without text of their
    /// own.
    /// </summary>
    public string? LocatorIn { get; init; }

    /// <summary>Places of the quote in the original, piece by piece, if the locator points into the document's text.</summary>
    public IReadOnlyList<PlaceView>? Places { get; init; }

    /// <summary>
    /// Place of the whole block around the quote (its row, paragraph or list item), one for each page or sheet; omitted without boxes and
    /// cells.
    /// </summary>
    public IReadOnlyList<PlaceView>? Parent { get; init; }

    /// <summary>The text at the locator, re-read now.</summary>
    public string? Quote { get; init; }

    /// <summary>Up to 60 characters before the quote; <see cref="QuoteAfter"/> has those after it.</summary>
    public string? QuoteBefore { get; init; }
    public string? QuoteAfter { get; init; }

    /// <summary>Other places that the value was read from, such as the word that gave an amount its sign; null if none.</summary>
    public IReadOnlyList<QuotedPlace>? Also { get; init; }

    /// <summary>
    /// Whether the re-read quote equals the evidence recorded with the observation, and those of <c>also</c> theirs; null if there is no
    /// locator. For several contributions: true if all are verified, false if one is not.
    /// </summary>
    public bool? QuoteVerified { get; init; }

    /// <summary>The observations that together make up the value, ordered by their first elements; null if there is only one.</summary>
    public IReadOnlyList<Contribution>? Contributions { get; init; }

    /// <summary>Number of contributions not listed; they are among the entity's observations. Null if none.</summary>
    public int? ContributionsLeftOut { get; init; }

    /// <summary>Set on an answer by itself, not on one within another.</summary>
    public ReadPoints? ReadAt { get; init; }

    FieldProvenance IPastAnswer<FieldProvenance>.At(ReadPoints? points) => this with { ReadAt = points };
}

/// <summary>Contribution of one observation to a value that is the union of several, with its evidence.</summary>
public sealed record Contribution
{
    /// <summary>Indexes, from 0, of the elements that this observation was the first to state.</summary>
    public required IReadOnlyList<int> Elements { get; init; }

    /// <summary>The elements themselves.</summary>
    public required JsonElement Value { get; init; }
    public required string ObservationId { get; init; }
    public required ObservationClass Class { get; init; }
    public required DateTimeOffset ObservedAt { get; init; }
    public string? Actor { get; init; }
    public string? Reason { get; init; }
    public string? SourceId { get; init; }
    public string? SourceDigest { get; init; }
    public string? FileName { get; init; }
    public string? RunId { get; init; }
    public string? DocumentId { get; init; }
    public int? Block { get; init; }
    public ByteLocator? Locator { get; init; }
    public string? LocatorIn { get; init; }
    public IReadOnlyList<PlaceView>? Places { get; init; }

    /// <summary>The text at the locator, re-read now: all that the observation states for the field.</summary>
    public string? Quote { get; init; }
    public bool? QuoteVerified { get; init; }
}

/// <summary>A further place that a value was read from; <c>locator_in</c> is the same as for the value.</summary>
public sealed record QuotedPlace
{
    public required ByteLocator Locator { get; init; }
    public IReadOnlyList<PlaceView>? Places { get; init; }

    /// <summary>The text at the locator, re-read now.</summary>
    public string? Quote { get; init; }

    /// <summary>Whether the quote equals the recorded one.</summary>
    public bool? QuoteVerified { get; init; }
}

/// <summary>Evidence of one field of an observation.</summary>
public sealed record EvidenceView
{
    public string? DocumentId { get; init; }
    public int? Block { get; init; }
    public required ByteLocator Locator { get; init; }

    /// <summary><c>source</c> or <c>text</c>, as in <see cref="FieldProvenance.LocatorIn"/>.</summary>
    public string? LocatorIn { get; init; }

    /// <summary>Page and box, sheet and cells, or part and path, if the locator points into the document's text.</summary>
    public IReadOnlyList<PlaceView>? Places { get; init; }

    /// <summary>Place of the whole row, paragraph or list item around the quote; omitted without boxes and cells.</summary>
    public IReadOnlyList<PlaceView>? Parent { get; init; }

    /// <summary>
    /// The text at the locator, re-read now; <see cref="QuoteBefore"/> and <see cref="QuoteAfter"/> have up to 60 characters around it.
    /// </summary>
    public string? Quote { get; init; }
    public string? QuoteBefore { get; init; }
    public string? QuoteAfter { get; init; }

    /// <summary>Other places that the value was read from, such as the word that gave an amount its sign; null if none.</summary>
    public IReadOnlyList<QuotedPlace>? Also { get; init; }

    /// <summary>Whether all quotes equal the recorded ones.</summary>
    public bool? QuoteVerified { get; init; }
}

public sealed record ObservationView
{
    public required string ObservationId { get; init; }
    public required long Seq { get; init; }
    public required string EntityId { get; init; }

    /// <summary>The entity it was recorded against, if a merge shows it under another.</summary>
    public string? RecordedAgainst { get; init; }
    public required string EntityType { get; init; }
    public required ObservationClass Class { get; init; }
    public required IReadOnlyDictionary<string, JsonElement> Fields { get; init; }
    public IReadOnlyDictionary<string, FragmentView>? Fragments { get; init; }

    /// <summary>Fields whose value is doubtful, with the reason; omitted if there are none.</summary>
    public IReadOnlyDictionary<string, string>? Doubts { get; init; }

    /// <summary>Evidence by field, on request; fields that were not read from a source have none.</summary>
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
