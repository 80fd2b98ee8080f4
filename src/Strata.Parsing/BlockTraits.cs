using System.Collections.Frozen;

namespace Strata.Parsing;

/// <summary>What only some blocks have. What doesn't apply is null.</summary>
public sealed record BlockTraits
{
    /// <summary>List items: numbered (true) or bulleted.</summary>
    public bool? Ordered { get; init; }

    /// <summary>
    /// Items of numbered lists: the number that one has, where the source says it or it is not the one after the item before it.
    /// </summary>
    public int? Number { get; init; }

    /// <summary>Checkboxes.</summary>
    public bool? Checked { get; init; }

    /// <summary>Code: the language it is said to be in.</summary>
    public string? Language { get; init; }

    /// <summary>Figures: where the picture is; links that are a block of their own.</summary>
    public string? Target { get; init; }

    /// <summary>Footnotes, formulas, definitions: the mark or term by which the text refers to them.</summary>
    public string? Label { get; init; }

    /// <summary>Messages, comments: who wrote it.</summary>
    public string? Author { get; init; }

    /// <summary>Messages, comments, cues: when. The block's own <c>observed_at</c>.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Tables: how many rows and columns.</summary>
    public int? Rows { get; init; }
    public int? Columns { get; init; }

    /// <summary>Hidden in the original (a sheet, a slide, a row), and kept all the same.</summary>
    public bool? Hidden { get; init; }

    /// <summary>
    /// What a reader should know of how the text came about: <c>inserted by A. Reader</c>, <c>comment</c>, <c>header</c>, <c>read by
    /// OCR</c>.
    /// </summary>
    public string? Note { get; init; }

    /// <summary>The note of a text that is struck out: it was said, and holds no longer.</summary>
    public const string StruckOut = "struck out";

    /// <summary>The note of a text of which some is struck out that can't be set apart from the rest.</summary>
    public const string PartlyStruckOut = "partly struck out";

    /// <summary>Whether its note says that it is struck out.</summary>
    public bool IsStruckOut => Note is { } note && Array.IndexOf(note.Split("; "), StruckOut) >= 0;

    /// <summary>0..1 where the text is a guess (OCR).</summary>
    public double? Confidence { get; init; }

    /// <summary>The note of a row that sums up those above it, and is no record.</summary>
    internal const string Total = "total";

    /// <summary>Whether its note says that it sums up the rows above it.</summary>
    public bool IsTotal => Note is { } note && (note == Total || note.StartsWith(Total + "; ", StringComparison.Ordinal));

    /// <summary>
    /// Whether its note says that it stands beside the main content: what leads through a site, what each page has at its edge.
    /// </summary>
    public bool IsBeside => Note is { } note && Array.Exists(note.Split("; "), Beside.Contains);

    private static readonly FrozenSet<string> Beside = new[]
    {
        "navigation",
        "header",
        "footer",
        "aside",
        "search",
        "outside the main content",
        "slide number",
        "date",
    }.ToFrozenSet(StringComparer.Ordinal);
}

/// <summary>A cell of a <see cref="BlockType.TableRow"/>.</summary>
/// <param name="Row">0-based row in its table.</param>
/// <param name="Column">0-based column in the table's grid; what a span covers is counted.</param>
/// <param name="Range">The cell's text, within its row's range.</param>
public readonly record struct TableCell(int Row, int Column, ByteRange Range, string Text)
{
    public int RowSpan { get; init; } = 1;
    public int ColumnSpan { get; init; } = 1;
    public bool IsHeader { get; init; }
}
