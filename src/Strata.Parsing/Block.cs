namespace Strata.Parsing;

/// <summary>A half-open range of bytes in the source's bytes: <c>[Start, Start + Length)</c>. Never characters.</summary>
public readonly record struct ByteRange(long Start, long Length)
{
    public long End => Start + Length;
}

/// <summary>What a block is. One model for all formats.</summary>
public enum BlockType
{
    Heading,
    Paragraph,
    ListItem,
    Table,
    TableRow,
    Cell,
    CodeBlock,
    Quote,
    Figure,
    Caption,
    Footnote,
    Formula,
    Html,
    FrontMatter,
    Definition,
    Checkbox,
    Divider,
    PageBreak,
    Message,
    Record,
}

/// <summary>
/// One named value of a <see cref="BlockType.Record"/> block: a CSV cell or a JSON property.
/// <para><see cref="Text"/> is the decoded text of the value (for a JSON string: unescaped; for other JSON values: the raw JSON).</para>
/// <para><see cref="Json"/> is the raw JSON text of the value for JSON sources, <c>null</c> for CSV cells, which have no type of their
/// own.</para>
/// <para><see cref="Range"/> locates the value in the source: for quoted CSV cells and JSON strings the bytes inside the quotes.</para>
/// </summary>
public readonly record struct RecordField(string Name, string Text, string? Json, ByteRange Range)
{
    /// <summary>The text says what the range means and is no decoding of it: <c>true</c> for <c>VALUE=DATE</c>.</summary>
    public bool IsInferred { get; init; }
}

/// <summary>The smallest addressable piece of a document.</summary>
/// <param name="Index">0-based position in the document.</param>
/// <param name="Range">The raw slice that this block covers: of the source, or of the document's own text where it is
/// <see cref="ParsedDocument.IsRendered"/>. Ranges of a document's blocks ascend and do not overlap; bytes between them are gaps, so blocks
/// and gaps put end to end give back the source.</param>
/// <param name="Text">Plain text for people, search and rules. For records: the raw slice, decoded.</param>
public sealed record Block(int Index, BlockType Type, ByteRange Range, string Text)
{
    /// <summary>Heading level 1–6, depth of a list or of a quote from 0, otherwise 0.</summary>
    public int Level { get; init; }

    /// <summary>Headings above this block, outermost first, joined by " / "; empty where there are none.</summary>
    public string Section { get; init; } = "";

    /// <summary>1-based line of the block's first byte (text formats).</summary>
    public long Line { get; init; }

    /// <summary>The named values of a record; empty for other types.</summary>
    public IReadOnlyList<RecordField> Fields { get; init; } = [];

    /// <summary>
    /// The cells of a table row. A table is a <see cref="BlockType.Table"/> block at its start (its caption as text, often empty) and
    /// then one <see cref="BlockType.TableRow"/> block a row.
    /// </summary>
    public IReadOnlyList<TableCell> Cells { get; init; } = [];

    /// <summary>
    /// Where the block's text stands in the original, piece by piece in order: lines or words of a page, cells of a sheet, runs of a
    /// paragraph. Empty where the range says it all. Each is of some length, but for the one span of a block without text, which says where
    /// that stands.
    /// </summary>
    public IReadOnlyList<PlacedSpan> Spans { get; init; } = [];

    /// <summary>
    /// The raw slice of the source that the block was made of, where the source is text and <see cref="Range"/> is into the document's own
    /// (HTML). Those of a document's blocks ascend and do not overlap; bytes between them are gaps, so slices and gaps put end to end give
    /// back the source. Null where the block has no slice of its own.
    /// </summary>
    public ByteRange? Source { get; init; }

    public BlockTraits? Traits { get; init; }
}
