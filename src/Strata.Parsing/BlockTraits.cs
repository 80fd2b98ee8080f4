using System.Collections.Frozen;

namespace Strata.Parsing;

/// <summary>Properties that only some blocks have. Null if not applicable.</summary>
public sealed record BlockTraits
{
    /// <summary>List items: true if numbered, false if bulleted.</summary>
    public bool? Ordered { get; init; }

    /// <summary>Numbered list items: the item's number, if the source states it or it doesn't follow the previous item's.</summary>
    public int? Number { get; init; }

    /// <summary>Checkboxes: whether checked.</summary>
    public bool? Checked { get; init; }

    /// <summary>Code: its declared language.</summary>
    public string? Language { get; init; }

    /// <summary>Figures: address of the picture. Links that form a block of their own: their target.</summary>
    public string? Target { get; init; }

    /// <summary>Footnotes, formulas, definitions: the mark or term that the text refers to them by.</summary>
    public string? Label { get; init; }

    /// <summary>Messages, comments: the author.</summary>
    public string? Author { get; init; }

    /// <summary>Messages, comments, cues: the time. The block's own <c>observed_at</c>.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Tables: number of rows and columns.</summary>
    public int? Rows { get; init; }
    public int? Columns { get; init; }

    /// <summary>Hidden in the original (a sheet, a slide, a row), but kept.</summary>
    public bool? Hidden { get; init; }

    /// <summary>How the text came about: <c>inserted by A. Reader</c>, <c>comment</c>, <c>header</c>, <c>read by OCR</c>.</summary>
    public string? Note { get; init; }

    /// <summary>Note of a block whose text is struck out, and so no longer valid.</summary>
    public const string StruckOut = "struck out";

    /// <summary>Note of a block with some struck-out text that can't be separated from the rest.</summary>
    public const string PartlyStruckOut = "partly struck out";

    /// <summary>True if the note marks the block as struck out.</summary>
    public bool IsStruckOut => Note is { } note && Array.IndexOf(note.Split("; "), StruckOut) >= 0;

    /// <summary>Confidence from 0 to 1 if the text is a guess (OCR).</summary>
    public double? Confidence { get; init; }

    /// <summary>Note of a row that totals the rows above it and is not a record.</summary>
    internal const string Total = "total";

    /// <summary>True if the note marks the row as a total of the rows above it.</summary>
    public bool IsTotal => Note is { } note && (note == Total || note.StartsWith(Total + "; ", StringComparison.Ordinal));

    /// <summary>True if the note places the block outside the main content: site navigation, page headers and footers.</summary>
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
/// <param name="Column">0-based column in the table's grid, counting the columns that spans cover.</param>
/// <param name="Range">The cell's text, within its row's range.</param>
public readonly record struct TableCell(int Row, int Column, ByteRange Range, string Text)
{
    public int RowSpan { get; init; } = 1;
    public int ColumnSpan { get; init; } = 1;
    public bool IsHeader { get; init; }
}
