using Strata.Documents;

namespace Strata.Rendering;

/// <summary>How far a document was read.</summary>
/// <param name="Complete">False where that ended before the document does.</param>
/// <param name="Diagnostics">What there is to say of it.</param>
internal readonly record struct ReadStatus(bool Complete, IReadOnlyList<string> Diagnostics)
{
    /// <summary>Of a document whose blocks have all been taken.</summary>
    public static ReadStatus Of(ParsedDocument parsed) =>
        new(!parsed.Diagnostics.Exists(d => d.Fatal), DiagnosticText.Of(parsed.Diagnostics));

    public static ReadStatus Of(DocumentRecord kept) =>
        new(kept.Complete != 0, [.. JsonElement.Parse(kept.Diagnostics).EnumerateArray().Select(e => e.GetString() ?? "")]);

    /// <summary>What readers of a text are told at its end; null where it is all there.</summary>
    public string? Remark => Complete ? null : $"(not read to the end: {(Diagnostics is [.., var last] ? last : "it is damaged")})";
}
