namespace Strata.Parsing.Reading;

/// <summary>A block of a markup language in chars, before its byte range is known.</summary>
/// <param name="Start">Char offset of its first char.</param>
/// <param name="End">Char offset after its last char.</param>
internal sealed record MarkupPiece(BlockType Type, int Start, int End, string Text, int Level)
{
    public BlockTraits? Traits { get; init; }
    public IReadOnlyList<MarkupCell> Cells { get; init; } = [];

    /// <summary>True if it repeats text from before it.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>True if the block is kept even without source text of its own: a table's start, a note inside a sentence.</summary>
    public bool MayBeEmpty => IsRepeated || (Type is BlockType.Table or BlockType.Footnote && Start == End);
}

/// <summary>A cell of a table row; offsets in chars.</summary>
internal readonly record struct MarkupCell(int Row, int Column, int Start, int End, string Text, bool IsHeader)
{
    public int RowSpan { get; init; } = 1;
    public int ColumnSpan { get; init; } = 1;
}
