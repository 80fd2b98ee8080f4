namespace Strata.Parsing.Markdown;

/// <summary>A block before it is placed in the source's bytes.</summary>
/// <param name="Start">Char offset of its first char.</param>
/// <param name="End">Char offset behind its last.</param>
internal sealed record MarkdownPiece(BlockType Type, int Start, int End, string Text, int Level)
{
    public BlockTraits? Traits { get; init; }
    public IReadOnlyList<MarkdownCell> Cells { get; init; } = [];
}

/// <summary>A cell of a table row, in chars.</summary>
internal readonly record struct MarkdownCell(int Row, int Column, int Start, int End, string Text, bool IsHeader);
