namespace Strata.Rendering;

/// <summary>A range of a source and its replacement.</summary>
/// <param name="Encoding">The source's.</param>
internal sealed record Splice(ByteRange Range, byte[] Bytes, string Text, Encoding Encoding)
{
    public int? Block { get; init; }

    /// <summary>The value, if a schema declares it.</summary>
    public DeclaredValue? Declared { get; init; }

    public bool Overlaps(Splice other) => Range.Start < other.Range.End && Range.End > other.Range.Start;
}
