namespace Strata.Rendering;

/// <summary>A stretch of a source and what takes its place.</summary>
/// <param name="Encoding">The source's.</param>
internal sealed record Splice(ByteRange Range, byte[] Bytes, string Text, Encoding Encoding)
{
    public int? Block { get; init; }

    /// <summary>What it is, where a schema declares it.</summary>
    public DeclaredValue? Declared { get; init; }

    public bool Overlaps(Splice other) => Range.Start < other.Range.End && Range.End > other.Range.Start;
}
