namespace Strata.Parsing.Reading;

/// <summary>A block of a markup language before it is placed in the source's bytes.</summary>
/// <param name="Start">Char offset of its first char.</param>
/// <param name="End">Char offset behind its last.</param>
internal sealed record MarkupPiece(BlockType Type, int Start, int End, string Text, int Level)
{
    public BlockTraits? Traits { get; init; }
    public IReadOnlyList<MarkupCell> Cells { get; init; } = [];

    /// <summary>Whether it says again what stands before it.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>Kept also where nothing of the source is its own: a table's beginning, a note inside of a sentence.</summary>
    public bool MayBeEmpty => IsRepeated || (Type is BlockType.Table or BlockType.Footnote && Start == End);
}

/// <summary>A cell of a table row, in chars.</summary>
internal readonly record struct MarkupCell(int Row, int Column, int Start, int End, string Text, bool IsHeader)
{
    public int RowSpan { get; init; } = 1;
    public int ColumnSpan { get; init; } = 1;
}
