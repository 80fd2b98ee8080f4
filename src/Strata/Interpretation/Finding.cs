using Strata.Schemas;

namespace Strata.Interpretation;

/// <summary>What an interpreter states about one thing: a record, or a document of running text. Every field of the input is in
/// exactly one of <see cref="Fields"/> and <see cref="Fragments"/>; blank texts and JSON nulls are absent values and in neither.</summary>
internal sealed record Finding
{
    /// <summary>Index of the block it stands in; for a whole document the first block that gave a value.</summary>
    public required int Block { get; init; }

    /// <summary>Where the record stands; null for what is found in a document as a whole.</summary>
    public ByteRange? Range { get; init; }
    public required SchemaDefinition Schema { get; init; }
    public required IReadOnlyList<FoundField> Fields { get; init; }
    public required IReadOnlyList<FoundFragment> Fragments { get; init; }

    /// <summary>Fields that the schema requires and that the finding does not fill.</summary>
    public IReadOnlyList<string> Missing => Schema.Required.Count == 0 ? [] : [.. Schema.Required.Where(r => Fields.All(f => f.Name != r))];

    /// <summary>The block's own time where it has one (a message's), else null.</summary>
    public DateTimeOffset? ObservedAt { get; init; }

    /// <summary>0..1; docs/concepts/interpretation.md says how it is reckoned.</summary>
    public required double Confidence { get; init; }

    /// <summary>What speaks against how its values were read. They are kept so, and trusted less.</summary>
    public IReadOnlyList<string> Doubts { get; init; } = [];

    /// <summary>Fields of which the schema expects one, where the finding fills none.</summary>
    public IReadOnlyList<string> Unmet =>
        Schema.Expects.Count == 0 || Fields.Any(f => Schema.Expects.Contains(f.Name)) ? [] : Schema.Expects;

    /// <summary>Where no schema fitted: the type that came nearest, or the unknown one that the caller named; else null.</summary>
    public string? SuggestedType { get; init; }

    /// <summary>The source's text of what was read, where no schema fitted it.</summary>
    public string? RawData { get; init; }
}

/// <summary>A value of a declared field.</summary>
/// <param name="Name">The schema's name of the field.</param>
/// <param name="Json">Canonical JSON.</param>
/// <param name="Raw">The source's text at <paramref name="Range"/>: the evidence.</param>
internal readonly record struct FoundField(string Name, string Json, string Raw, ByteRange Range)
{
    /// <summary>Where a part of the value stands in another place: a number's sign as a word (<c>Debit</c>), the time of a date.</summary>
    public (string Raw, ByteRange Range)? Elsewhere { get; init; }
}

/// <summary>A field of the input that the schema does not declare, or whose value does not fit or is quarantined, kept whole.</summary>
/// <param name="Name">The input's name of the field; a repeated name is told apart as <c>name (2)</c>.</param>
/// <param name="Json">Canonical JSON of the value as it came.</param>
internal readonly record struct FoundFragment(string Name, string Json, string Reason, string Raw, ByteRange Range)
{
    /// <summary>Whether nothing is missing by it and nothing in doubt: what is said of it does not make a run partial.</summary>
    public bool IsAside { get; init; }

    /// <summary>Whether <see cref="Raw"/> does not stand at <see cref="Range"/>; the quote check finds that.</summary>
    public bool IsQuarantined { get; init; }
}
