using Strata.Schemas;

namespace Strata.Interpretation;

/// <summary>
/// What an interpreter states about one thing: a record, or a document of running text. Every field of the input is in exactly one of <see
/// cref="Fields"/> and <see cref="Fragments"/>; blank texts and JSON nulls are absent values and in neither.
/// </summary>
internal sealed record Finding
{
    /// <summary>Index of its block; for a whole document, the first block with a value.</summary>
    public required int Block { get; init; }

    /// <summary>Type of the block, for a finding about a block rather than a record; else null.</summary>
    public string? BlockType { get; init; }

    /// <summary>Place of the record; null for findings about a whole document.</summary>
    public ByteRange? Range { get; init; }
    public required SchemaDefinition Schema { get; init; }
    public required IReadOnlyList<FoundField> Fields { get; init; }
    public required IReadOnlyList<FoundFragment> Fragments { get; init; }

    /// <summary>Required fields that the finding does not fill.</summary>
    public IReadOnlyList<string> Missing => Schema.Required.Count == 0 ? [] : [.. Schema.Required.Where(r => Fields.All(f => f.Name != r))];

    /// <summary>The block's own time, such as a message's; else null.</summary>
    public DateTimeOffset? ObservedAt { get; init; }

    /// <summary>0..1; see docs/concepts/interpretation.md.</summary>
    public required double Confidence { get; init; }

    /// <summary>Expected fields that the finding does not fill.</summary>
    public IReadOnlyList<string> Unmet =>
        Schema.Expects.Count == 0 || Fields.Any(f => Schema.Expects.Contains(f.Name)) ? [] : Schema.Expects;

    /// <summary>If no schema fits: the closest type, or the unknown one that the caller named; else null.</summary>
    public string? SuggestedType { get; init; }

    /// <summary>Source text of the finding, if no schema fits.</summary>
    public string? RawData { get; init; }
}

/// <summary>A value of a declared field.</summary>
/// <param name="Name">The schema's name of the field.</param>
/// <param name="Json">Canonical JSON.</param>
/// <param name="Raw">The source's text at <paramref name="Range"/>: the evidence.</param>
internal sealed record FoundField(string Name, string Json, string Raw, ByteRange Range)
{
    /// <summary>Why the value is doubtful; null if no check contradicts it.</summary>
    public string? Doubt { get; init; }

    /// <summary>How likely the value is right; null where that isn't known for each value.</summary>
    public Assessment? Assessment { get; init; }

    /// <summary>Whether the schema asks for no quote, and there is none.</summary>
    public bool IsUnquoted => Raw.Length == 0 && Range.Length == 0;

    /// <summary>How certain this value is; null: as the finding.</summary>
    public double? Confidence { get; init; }

    /// <summary>Label or column that the value was read from; null if it has none.</summary>
    public string? Label { get; init; }

    /// <summary>Place of a part of the value that is elsewhere: a number's sign as a word (<c>Debit</c>), the time of a date.</summary>
    public (string Raw, ByteRange Range)? Elsewhere { get; init; }
}

/// <summary>How likely a value is right, as labelled papers showed.</summary>
/// <param name="Confidence">0..1: the share of such values that were right.</param>
/// <param name="Signals">What it was judged by.</param>
internal sealed record Assessment(double Confidence, IReadOnlyList<string> Signals);

/// <summary>An undeclared field of the input, or one whose value does not fit or is quarantined; kept whole.</summary>
/// <param name="Name">The input's name; repeated names become <c>name (2)</c>.</param>
/// <param name="Json">Canonical JSON of the original value.</param>
internal readonly record struct FoundFragment(string Name, string Json, string Reason, string Raw, ByteRange Range)
{
    /// <summary>Whether its loss leaves nothing missing or in doubt, so that it does not make a run partial.</summary>
    public bool IsAside { get; init; }

    /// <summary>Whether it is of an answer that could not be read.</summary>
    public bool IsUnparsed { get; init; }

    /// <summary>Whether <see cref="Raw"/> is not at <see cref="Range"/>; set by the quote check.</summary>
    public bool IsQuarantined { get; init; }
}
