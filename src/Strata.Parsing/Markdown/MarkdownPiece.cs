namespace Strata.Parsing.Markdown;

/// <summary>A block before it is placed in the source's bytes.</summary>
/// <param name="Start">Char offset of its first char.</param>
/// <param name="End">Char offset behind its last.</param>
internal sealed record MarkdownPiece(BlockType Type, int Start, int End, string Text, int Level);
