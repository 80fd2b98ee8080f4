using Strata.Documents;

namespace Strata.Rendering;

/// <summary>How much of a document was read.</summary>
/// <param name="Complete">False if reading ended before the document.</param>
/// <param name="Diagnostics">Notes on it.</param>
internal readonly record struct ReadStatus(bool Complete, IReadOnlyList<string> Diagnostics)
{
    /// <summary>Of a document whose blocks have all been read.</summary>
    public static ReadStatus Of(ParsedDocument parsed) =>
        new(!parsed.Diagnostics.Exists(d => d.Fatal), DiagnosticText.Of(parsed.Diagnostics));

    public static ReadStatus Of(DocumentRecord kept) =>
        new(kept.Complete != 0, [.. JsonElement.Parse(kept.Diagnostics).EnumerateArray().Select(e => e.GetString() ?? "")]);

    /// <summary>Note at the end of the text; null if it is complete.</summary>
    public string? Remark => Complete ? null : $"(not read to the end: {(Diagnostics is [.., var last] ? last : "it is damaged")})";
}
