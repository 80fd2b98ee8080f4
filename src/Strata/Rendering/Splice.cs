using Strata.Parsing;

namespace Strata.Rendering;

/// <summary>A stretch of a source and what takes its place.</summary>
internal sealed record Splice(ByteRange Range, byte[] Bytes, string Text)
{
    public int? Block { get; init; }
    public string? EntityId { get; init; }
    public string? Field { get; init; }
}
