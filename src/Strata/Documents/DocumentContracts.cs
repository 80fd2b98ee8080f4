using System.Text.Json.Serialization;

namespace Strata.Documents;

/// <summary>One parse of a source, or of a part of it, by a version of a parser.</summary>
public sealed record DocumentView
{
    public required string DocumentId { get; init; }
    public required string SourceId { get; init; }
    public string? FileName { get; init; }
    public required string MediaType { get; init; }
    public required string Parser { get; init; }
    public required int ParserVersion { get; init; }

    /// <summary>Which part of the source: a worksheet, a mail of a mailbox; left out where the source is one document.</summary>
    public string? Part { get; init; }
    public string? Title { get; init; }
    public required string Encoding { get; init; }

    /// <summary>Whether blocks are records (rows, objects) rather than running text.</summary>
    public required bool IsRecords { get; init; }

    /// <summary>What locators are into: <c>source</c>, its bytes, or <c>text</c>, the document's own text.</summary>
    public required string LocatorIn { get; init; }
    public required long BlockCount { get; init; }

    /// <summary>False where the parse ended early; <see cref="Diagnostics"/> say why.</summary>
    public required bool Complete { get; init; }

    /// <summary>What the parser found out, and why it was chosen (<c>detected_by</c>, <c>detected_why</c>).</summary>
    public required IReadOnlyDictionary<string, string> Facts { get; init; }
    public IReadOnlyList<string> Diagnostics { get; init; } = [];
    public required DateTimeOffset RecordedAt { get; init; }
}

/// <summary>Which blocks of a document; conditions that are given hold together.</summary>
public sealed record BlockQuery
{
    /// <summary>heading, paragraph, list_item, table, table_row, … as of <see cref="BlockView.Type"/>.</summary>
    public string? Type { get; init; }

    /// <summary>Page or slide, from 1.</summary>
    public int? Page { get; init; }

    /// <summary>What the block's text contains, whatever its case.</summary>
    public string? Text { get; init; }

    /// <summary>Only the main content: without navigation, headers, footers and asides, as blocks' notes call them.</summary>
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

    /// <summary>The source's own text of the block, where it is not the block's text (Markdown's marks, HTML's tags).</summary>
    public string? Raw { get; init; }

    /// <summary>Where the raw text stands in the source's bytes, where the locator is not into them (HTML).</summary>
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

    /// <summary>As of <see cref="DocumentView.LocatorIn"/>.</summary>
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
    /// <summary>Left out where it is 1.</summary>
    public int? RowSpan { get; init; }
    public int? ColumnSpan { get; init; }

    /// <summary>Left out where it is no header.</summary>
    public bool? Header { get; init; }
}

/// <summary>What only some blocks have.</summary>
public sealed record TraitsView
{
    public bool? Ordered { get; init; }

    /// <summary>Of a numbered item, where it is not the one that follows from the item before it.</summary>
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
    /// <summary>Blocks with new text; where a block is named, nothing else changes in it.</summary>
    public IReadOnlyList<BlockRevision> Revisions { get; set; } = [];

    /// <summary>
    /// Whether corrected values of fields that their schema declares to revise the text are put in (<c>x-strata: {"revises": "text"}</c>).
    /// </summary>
    public bool Declared { get; set; } = true;
}

/// <param name="Block">The block's index in its document.</param>
/// <param name="Text">What stands at its locator from now on.</param>
public sealed record BlockRevision(int Block, string Text);

/// <summary>A source's bytes with revisions put in. The caller disposes the stream.</summary>
public sealed record Reconstruction(ReconstructReport Report, Stream Content);

public sealed record ReconstructReport
{
    public required string SourceId { get; init; }

    /// <summary>Left out where the source has several documents, or none.</summary>
    public string? DocumentId { get; init; }
    public required string SourceDigest { get; init; }

    /// <summary>SHA-256 (hex) of the result: the source's own where nothing is revised.</summary>
    public required string Digest { get; init; }
    public required long ByteSize { get; init; }
    public required bool Identical { get; init; }

    /// <summary>What was replaced, in order.</summary>
    public IReadOnlyList<TextChange> Changes { get; init; } = [];

    /// <summary>Values that revise the text and were not put in, each with the reason.</summary>
    public IReadOnlyList<RevisionNotApplied> NotApplied { get; init; } = [];
}

/// <param name="Text">The corrected value.</param>
public sealed record RevisionNotApplied(string EntityId, string Field, string Text)
{
    /// <summary>Why the source can't take it.</summary>
    public string Reason { get; init; } = "";
}

public sealed record TextChange
{
    /// <summary>Where the old text stands in the source.</summary>
    public required ByteLocator Locator { get; init; }

    /// <summary>Where the new text stands in the result.</summary>
    public required ByteLocator NewLocator { get; init; }
    public required string Before { get; init; }
    public required string After { get; init; }

    /// <summary>The block that the request named.</summary>
    public int? Block { get; init; }

    /// <summary>The entity and the field whose value it is, where its schema declares the revision.</summary>
    public string? EntityId { get; init; }
    public string? Field { get; init; }
}
