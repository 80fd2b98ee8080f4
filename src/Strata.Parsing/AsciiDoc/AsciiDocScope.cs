namespace Strata.Parsing.AsciiDoc;

/// <summary>What the delimited blocks around a text make of it.</summary>
/// <param name="Quotes">How many quotes it stands in.</param>
/// <param name="Depth">How many blocks it stands in.</param>
internal sealed record AsciiDocScope(int Quotes, int Depth, string? Note, string? Author)
{
    public static AsciiDocScope Body { get; } = new(0, 0, null, null);

    public AsciiDocScope Inner => this with { Depth = Depth + 1 };

    public BlockTraits? Traits => Note is null && Author is null ? null : new() { Note = Note, Author = Author };
}
