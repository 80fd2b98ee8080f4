namespace Strata.Parsing.Pandoc;

/// <summary>A piece of pandoc's tree, in order.</summary>
/// <param name="Value">The metadata, the block, or the attributes of the opening division; valid until the next piece is read.</param>
internal sealed record TreePiece(TreePieceKind Kind, JsonElement Value);

internal enum TreePieceKind
{
    Metadata,
    Block,
    OpenDivision,
    CloseDivision,
}
