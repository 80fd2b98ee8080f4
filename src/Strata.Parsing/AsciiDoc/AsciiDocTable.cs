using System.Text.RegularExpressions;

namespace Strata.Parsing.AsciiDoc;

/// <summary>
/// Reads the rows of a table (docs.asciidoctor.org/asciidoc/latest/tables/): cells after pipes, with spans, copies and styles before them,
/// or CSV, TSV and values with another separator.
/// </summary>
internal sealed partial class AsciiDocTable(string text, AsciiDocInline inline)
{
    private const int MaxColumns = 1000;
    private const int MaxSpan = 65_534;

    /// <summary>Chars that each repetition of a cell counts for, besides its text.</summary>
    private const int CopyWeight = 100;

    private readonly List<MarkupPiece> _rows = [];
    private readonly List<AsciiDocNote> _notes = [];
    private readonly List<MarkupCell> _cells = [];
    private int[] _taken = [];
    private int _row;
    private int _column;
    private int _start;

    /// <param name="Mark">Start of the cell with its specifier, in chars; its content begins at <paramref name="Start"/>.</param>
    private readonly record struct Source(int Mark, int Start, int End, int Columns, int Rows, int Copies, bool IsHeader)
    {
        /// <summary>Whether it is a quoted CSV cell, in which two quotes stand for one.</summary>
        public bool IsQuoted { get; init; }
    }

    /// <param name="start">Start of the text between the table's delimiters, in chars.</param>
    /// <param name="mark">First char of the delimiter: <c>|</c>, <c>,</c>, <c>:</c> or <c>!</c>.</param>
    /// <returns>
    /// The text before the first cell, the start of the table, its rows and their footnotes; only the text if there are no cells.
    /// </returns>
    public IReadOnlyList<MarkupPiece> Read(int start, int end, char mark, AsciiDocAttributes about)
    {
        var format =
            about["format"]
            ?? (
                mark == ',' ? "csv"
                : mark == ':' ? "dsv"
                : "psv"
            );
        var separator = about["separator"] is { Length: > 0 } given
            ? (given == "\\t" ? '\t' : given[0])
            : format switch
            {
                "csv" => ',',
                "tsv" => '\t',
                "dsv" => ':',
                _ => mark == '!' ? '!' : '|',
            };
        var (cells, first) = format == "psv" ? Marked(start, end, separator) : Separated(start, end, separator, mayQuote: format != "dsv");
        if (cells.Count == 0)
        {
            return Before(start, end);
        }
        var before = Before(start, cells[0].Mark);
        _taken = new int[Math.Clamp(Columns(about["cols"]) is > 0 and var said ? said : first, 1, MaxColumns)];
        var hasHeader = about.Has("header") || (!about.Has("noheader") && IsHeaderImplied(start, end));
        foreach (var cell in cells)
        {
            var shown = Shown(cell);
            for (var copy = 0; copy < cell.Copies && (copy == 0 || inline.Spend(CopyWeight + shown.Length)); copy++)
            {
                Place(cell, shown, hasHeader);
            }
        }
        EndRow();
        var begin = new MarkupPiece(BlockType.Table, _rows[0].Start, _rows[0].Start, "", 0)
        {
            Traits = new() { Rows = _row, Columns = _taken.Length },
        };
        var last = _rows[^1].End;
        return
        [
            .. before,
            begin,
            .. _rows,
            .. _notes.Select(note => new MarkupPiece(BlockType.Footnote, last, last, note.Text, 0)
            {
                Traits = new() { Label = note.Label },
            }),
        ];
    }

    /// <summary>Text that belongs to no cell.</summary>
    private List<MarkupPiece> Before(int start, int end)
    {
        var (from, to) = Trimmed(start, end);
        var pieces = from < to ? inline.Pieces(BlockType.Paragraph, from, to, text[from..to], 0, null) : [];
        return pieces is [{ Text.Length: > 0 }, ..] ? pieces : [];
    }

    private string Shown(in Source cell)
    {
        var content = text[cell.Start..cell.End];
        content = cell.IsQuoted ? content.Replace("\"\"", "\"", StringComparison.Ordinal) : content;
        return inline.Of(content.Replace("\\|", "|", StringComparison.Ordinal), _notes);
    }

    private void Place(in Source cell, string shown, bool hasHeader)
    {
        while (_column < _taken.Length && _taken[_column] > _row)
        {
            _column++;
        }
        if (_column == _taken.Length)
        {
            EndRow();
            _row = Math.Max(_row, _taken.Min());
            while (_taken[_column] > _row)
            {
                _column++;
            }
        }
        var width = Math.Min(cell.Columns, _taken.Length - _column);
        _taken.AsSpan(_column, width).Fill(_row + cell.Rows);
        _start = _cells.Count == 0 ? cell.Mark : _start;
        _cells.Add(
            new(_row, _column, cell.Start, cell.End, shown, cell.IsHeader || (hasHeader && _row == 0))
            {
                ColumnSpan = width,
                RowSpan = cell.Rows,
            }
        );
        _column += width;
    }

    private void EndRow()
    {
        if (_cells.Count > 0)
        {
            var isRepeated = _rows is [.., var before] && before.End == _cells[^1].End;
            _rows.Add(
                new(BlockType.TableRow, _start, _cells[^1].End, string.Join(" | ", _cells.Select(cell => cell.Text)), 0)
                {
                    Cells = [.. _cells],
                    IsRepeated = isRepeated,
                }
            );
            _cells.Clear();
            _row++;
        }
        _column = 0;
    }

    /// <summary>Returns cells after separators, and the columns in the first line with any.</summary>
    private (List<Source> Cells, int First) Marked(int start, int end, char separator)
    {
        var marks = new List<(int From, int At, Match Spec)>();
        for (var at = start; at < end; )
        {
            var next = text.AsSpan(at, end - at).IndexOf(separator);
            if (next < 0)
            {
                break;
            }
            at += next;
            if (at == start || text[at - 1] != '\\')
            {
                const int LongestSpec = 24;
                var from = Math.Max(start, at - LongestSpec);
                var before = text.AsSpan(from, at - from);
                from += before.LastIndexOfAny(" \t\r\n") + 1;
                var spec = Spec().Match(text[from..at]);
                marks.Add((spec.Success ? from : at, at, spec));
            }
            at++;
        }
        var cells = new List<Source>(marks.Count);
        var line =
            marks.Count == 0 ? -1
            : text.AsSpan(marks[0].At, end - marks[0].At).IndexOfAny('\r', '\n') is >= 0 and var stop ? marks[0].At + stop
            : end;
        var first = 0;
        for (var i = 0; i < marks.Count; i++)
        {
            var (from, at, spec) = marks[i];
            var (begin, stop2) = Trimmed(at + 1, i + 1 < marks.Count ? marks[i + 1].From : end);
            var (columns, rows, copies) = Spans(spec);
            cells.Add(new(from, begin, stop2, columns, rows, copies, spec.Groups["style"].ValueSpan is "h"));
            first += at < line ? columns * copies : 0;
        }
        return (cells, first);
    }

    private static (int Columns, int Rows, int Copies) Spans(Match spec)
    {
        if (!spec.Success || !spec.Groups["factor"].Success)
        {
            return (1, 1, 1);
        }
        var (columns, rows) = (Number(spec.Groups["columns"], MaxColumns), Number(spec.Groups["rows"], MaxSpan));
        return spec.Groups["factor"].ValueSpan is "*" ? (1, 1, columns) : (columns, rows, 1);
    }

    private static int Number(Group group, int most) =>
        int.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, most) : 1;

    /// <summary>Returns cells between separators, and the first line's number of them.</summary>
    private (List<Source> Cells, int First) Separated(int start, int end, char separator, bool mayQuote)
    {
        var cells = new List<Source>();
        var (first, inLine) = (0, 0);
        for (var at = start; at < end; )
        {
            if (inLine == 0 && text[at] is '\r' or '\n')
            {
                at++;
                continue;
            }
            var mark = at;
            at +=
                text.AsSpan(at, end - at).IndexOfAnyExcept(' ', '\t') is > 0 and var spaces
                && text[at] != separator
                && text[at + spaces] == '"'
                    ? spaces
                    : 0;
            var isQuoted = mayQuote && text[at] == '"';
            var close = isQuoted ? Close(at + 1, end) : at;
            var stop = text.AsSpan(close, end - close).IndexOfAny(separator, '\r', '\n') is >= 0 and var length ? close + length : end;
            var (from, to) = isQuoted ? Trimmed(at + 1, Math.Max(at + 1, close - 1)) : Trimmed(at, stop);
            cells.Add(new(mark, from, to, 1, 1, 1, false) { IsQuoted = isQuoted });
            inLine++;
            at = stop;
            var isEnd = at >= end || text[at] != separator;
            first = isEnd && first == 0 ? inLine : first;
            inLine = isEnd ? 0 : inLine;
            at++;
        }
        return (cells, first);
    }

    /// <summary>Position after the quote that closes a cell.</summary>
    private int Close(int at, int end)
    {
        for (; at < end; at++)
        {
            if (text[at] == '"')
            {
                if (at + 1 < end && text[at + 1] == '"')
                {
                    at++;
                    continue;
                }
                return at + 1;
            }
        }
        return end;
    }

    /// <summary>Whether the first line has text and the second is blank.</summary>
    private bool IsHeaderImplied(int start, int end)
    {
        var rest = text.AsSpan(start, end - start);
        var line = rest.IndexOfAny('\r', '\n');
        if (line <= 0 || rest[..line].IsWhiteSpace())
        {
            return false;
        }
        rest = rest[(line + (rest[line..].StartsWith("\r\n") ? 2 : 1))..];
        var next = rest.IndexOfAny('\r', '\n');
        return next >= 0 && rest[..next].IsWhiteSpace() && !rest.IsWhiteSpace();
    }

    /// <summary>Number of columns in <c>1,2a,3*</c>.</summary>
    private static int Columns(string? said)
    {
        var count = 0;
        foreach (var part in (said ?? "").Split([',', ';'], StringSplitOptions.TrimEntries))
        {
            var star = part.IndexOf('*', StringComparison.Ordinal);
            count +=
                star > 0 && int.TryParse(part.AsSpan(0, star), NumberStyles.None, CultureInfo.InvariantCulture, out var times)
                    ? Math.Min(times, MaxColumns)
                : said is null or "" ? 0
                : 1;
        }
        return count;
    }

    private (int Start, int End) Trimmed(int start, int end)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
        {
            start++;
        }
        while (end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }
        return (start, end);
    }

    // "2.3+^.>h": spans or copies, alignment, style.
    [GeneratedRegex(
        @"^((?<columns>\d{1,5})?(\.(?<rows>\d{1,5}))?(?<factor>[*+]))?[<^>]?(\.[<^>])?(?<style>[a-z])?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex Spec();
}
