namespace Strata.Parsing;

/// <summary>A half-open byte range, <c>[Start, Start + Length)</c>. Never counts characters.</summary>
public readonly record struct ByteRange(long Start, long Length)
{
    public long End => Start + Length;
}

/// <summary>The type of a block, one set for all formats.</summary>
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
    /// <summary>True if the text is derived from the range rather than decoded from it: <c>true</c> for <c>VALUE=DATE</c>.</summary>
    public bool IsInferred { get; init; }
}

/// <summary>The smallest addressable piece of a document.</summary>
/// <param name="Index">0-based position in the document.</param>
/// <param name="Range">
/// The raw slice of the source that this block covers, or of the document's own text if <see cref="ParsedDocument.IsRendered"/>. Ranges
/// ascend and do not overlap; blocks and the gaps between them, joined, give back the source.
/// </param>
/// <param name="Text">Plain text for people, search and rules. For records: the raw slice, decoded.</param>
public sealed record Block(int Index, BlockType Type, ByteRange Range, string Text)
{
    /// <summary>Heading level 1–6, 0-based depth of a list or quote, otherwise 0.</summary>
    public int Level { get; init; }

    /// <summary>Headings above this block, outermost first, joined by " / "; empty if there are none.</summary>
    public string Section { get; init; } = "";

    /// <summary>1-based line of the block's first byte (text formats).</summary>
    public long Line { get; init; }

    /// <summary>The named values of a record; empty for other block types.</summary>
    public IReadOnlyList<RecordField> Fields { get; init; } = [];

    /// <summary>
    /// The cells of a table row. A table is a <see cref="BlockType.Table"/> block (its caption as text, often empty) followed by one
    /// <see cref="BlockType.TableRow"/> block per row.
    /// </summary>
    public IReadOnlyList<TableCell> Cells { get; init; } = [];

    /// <summary>
    /// Positions of the text in the original, in order: lines or words of a page, cells of a sheet, runs of a paragraph. Empty if
    /// <see cref="Range"/> is enough. Every span has a length, except the single span that places a block without text.
    /// </summary>
    public IReadOnlyList<PlacedSpan> Spans { get; init; } = [];

    /// <summary>
    /// The raw slice of the source that the block came from, if the source is text and <see cref="Range"/> refers to the document's own
    /// text (HTML). Slices ascend and do not overlap; slices and the gaps between them, joined, give back the source. Null if the block has
    /// no slice of its own.
    /// </summary>
    public ByteRange? Source { get; init; }

    public BlockTraits? Traits { get; init; }
}
