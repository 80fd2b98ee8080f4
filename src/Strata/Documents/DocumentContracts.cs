using System.Text.Json.Serialization;

namespace Strata.Documents;

/// <summary>One parse of a source, or of a part of it, by a parser version.</summary>
public sealed record DocumentView
{
    public required string DocumentId { get; init; }
    public required string SourceId { get; init; }
    public string? FileName { get; init; }
    public required string MediaType { get; init; }
    public required string Parser { get; init; }
    public required int ParserVersion { get; init; }

    /// <summary>Part of the source: a worksheet, a mail of a mailbox; absent if the source is one document.</summary>
    public string? Part { get; init; }
    public string? Title { get; init; }
    public required string Encoding { get; init; }

    /// <summary>Whether blocks are records (rows, objects) rather than text.</summary>
    public required bool IsRecords { get; init; }

    /// <summary>What locators refer to: <c>source</c>, its bytes, or <c>text</c>, the document's own text.</summary>
    public required string LocatorIn { get; init; }
    public required long BlockCount { get; init; }

    /// <summary>False if the parse ended early; <see cref="Diagnostics"/> say why.</summary>
    public required bool Complete { get; init; }

    /// <summary>Facts the parser found, and why it was chosen (<c>detected_by</c>, <c>detected_why</c>).</summary>
    public required IReadOnlyDictionary<string, string> Facts { get; init; }
    public IReadOnlyList<string> Diagnostics { get; init; } = [];
    public required DateTimeOffset RecordedAt { get; init; }
}

/// <summary>Conditions on blocks; all must hold.</summary>
public sealed record BlockQuery
{
    /// <summary>heading, paragraph, list_item, table, table_row, …; see <see cref="BlockView.Type"/>.</summary>
    public string? Type { get; init; }

    /// <summary>Page or slide, from 1.</summary>
    public int? Page { get; init; }

    /// <summary>Text that the block contains, ignoring case.</summary>
    public string? Text { get; init; }

    /// <summary>Only the main content, without navigation, headers, footers and asides.</summary>
    public bool Main { get; init; }
    public int Limit { get; set; } = 50;
    public string? Cursor { get; init; }
}

public sealed record BlockView
{
    /// <summary>The document's id, a slash, the block's index.</summary>
    public required string BlockId { get; init; }
    public required int Index { get; init; }

    [JsonConverter(typeof(SnakeCaseEnum<BlockType>))]
    public required BlockType Type { get; init; }
    public required string Text { get; init; }

    /// <summary>The block's own source text, if it differs from the text (Markdown's marks, HTML's tags).</summary>
    public string? Raw { get; init; }

    /// <summary>Place of the raw text in the source's bytes, if the locator does not refer to them (HTML).</summary>
    public ByteLocator? RawLocator { get; init; }

    /// <summary>Heading level 1–6, list depth from 0.</summary>
    public int? Level { get; init; }

    /// <summary>The headings above, outermost first, joined by " / ".</summary>
    public string? Section { get; init; }

    /// <summary>Line of the source, from 1 (text formats).</summary>
    public long? Line { get; init; }

    /// <summary>Page or slide on which it begins.</summary>
    public int? Page { get; init; }
    public required ByteLocator Locator { get; init; }

    /// <summary>See <see cref="DocumentView.LocatorIn"/>.</summary>
    public required string LocatorIn { get; init; }
    public IReadOnlyList<PlaceView>? Places { get; init; }
    public IReadOnlyList<BlockFieldView>? Fields { get; init; }
    public IReadOnlyList<CellView>? Cells { get; init; }
    public TraitsView? Traits { get; init; }
}

/// <summary>A named value of a record.</summary>
public sealed record BlockFieldView(string Name, string Text, ByteLocator Locator);

/// <summary>A cell of a table row.</summary>
/// <param name="Row">Row in its table, from 0.</param>
/// <param name="Column">Column in its table's grid, from 0.</param>
public sealed record CellView(int Row, int Column, string Text, ByteLocator Locator)
{
    /// <summary>Absent if 1.</summary>
    public int? RowSpan { get; init; }
    public int? ColumnSpan { get; init; }

    /// <summary>Absent if it is no header.</summary>
    public bool? Header { get; init; }
}

/// <summary>Properties of some blocks.</summary>
public sealed record TraitsView
{
    public bool? Ordered { get; init; }

    /// <summary>Number of an item, if it does not follow from the previous one.</summary>
    public int? Number { get; init; }
    public bool? Checked { get; init; }
    public string? Language { get; init; }
    public string? Target { get; init; }
    public string? Label { get; init; }
    public string? Author { get; init; }
    public DateTimeOffset? Time { get; init; }
    public int? Rows { get; init; }
    public int? Columns { get; init; }
    public bool? Hidden { get; init; }
    public string? Note { get; init; }
    public double? Confidence { get; init; }
}

public record ReconstructRequest
{
    /// <summary>Blocks with new text; nothing else in them changes.</summary>
    public IReadOnlyList<BlockRevision> Revisions { get; set; } = [];

    /// <summary>
    /// Whether to put in corrected values of fields that revise the text by their schema (<c>x-strata: {"revises": "text"}</c>).
    /// </summary>
    public bool Declared { get; set; } = true;
}

/// <param name="Block">The block's index in its document.</param>
/// <param name="Text">New text at its locator.</param>
public sealed record BlockRevision(int Block, string Text);

/// <summary>A source's bytes with revisions in place. The caller disposes the stream.</summary>
public sealed record Reconstruction(ReconstructReport Report, Stream Content);

public sealed record ReconstructReport
{
    public required string SourceId { get; init; }

    /// <summary>Absent if the source has several documents, or none.</summary>
    public string? DocumentId { get; init; }
    public required string SourceDigest { get; init; }

    /// <summary>SHA-256 (hex) of the result: the source's own if nothing is revised.</summary>
    public required string Digest { get; init; }
    public required long ByteSize { get; init; }
    public required bool Identical { get; init; }

    /// <summary>Replacements, in order.</summary>
    public IReadOnlyList<TextChange> Changes { get; init; } = [];

    /// <summary>Revising values that could not be put in, with reasons.</summary>
    public IReadOnlyList<RevisionNotApplied> NotApplied { get; init; } = [];

    /// <summary>Revisions of blocks that nobody has confirmed; they are left out.</summary>
    public IReadOnlyList<RevisionNotConfirmed> NotConfirmed { get; init; } = [];

    /// <summary>What the result is, if the source's own format can't be revised: <c>text/markdown</c>. Absent: the source's own format.</summary>
    public string? MediaType { get; init; }
}

/// <param name="Text">What the block would read.</param>
public sealed record RevisionNotConfirmed(string DocumentId, long Block, string Text)
{
    /// <summary>The finding to confirm; absent where no person is asked.</summary>
    public string? FindingId { get; init; }
}

/// <param name="Text">The corrected value.</param>
public sealed record RevisionNotApplied(string EntityId, string Field, string Text)
{
    /// <summary>Why the source can't take the value.</summary>
    public string Reason { get; init; } = "";
}

public sealed record TextChange
{
    /// <summary>Place of the old text in the source.</summary>
    public required ByteLocator Locator { get; init; }

    /// <summary>Place of the new text in the result.</summary>
    public required ByteLocator NewLocator { get; init; }
    public required string Before { get; init; }
    public required string After { get; init; }

    /// <summary>The block named in the request.</summary>
    public int? Block { get; init; }

    /// <summary>Entity and field of the value, if its schema declares the revision.</summary>
    public string? EntityId { get; init; }
    public string? Field { get; init; }
}
