namespace Strata.Parsing.AsciiDoc;

/// <summary>Context that the delimited blocks around a text give it.</summary>
/// <param name="Quotes">Number of quotes around it.</param>
/// <param name="Depth">Number of blocks around it.</param>
internal sealed record AsciiDocScope(int Quotes, int Depth, string? Note, string? Author)
{
    public static AsciiDocScope Body { get; } = new(0, 0, null, null);

    public AsciiDocScope Inner => this with { Depth = Depth + 1 };

    public BlockTraits? Traits => Note is null && Author is null ? null : new() { Note = Note, Author = Author };
}
