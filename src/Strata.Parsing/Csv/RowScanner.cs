using System.Numerics;

namespace Strata.Parsing.Csv;

/// <summary>A cell, in units from the start of the row; inside the quotes if quoted.</summary>
/// <param name="Escaped">Whether it contains doubled quotes.</param>
internal readonly record struct Cell(int Start, int Length, bool Escaped);

internal enum RowOutcome
{
    Complete,

    /// <summary>The row continues beyond the span.</summary>
    NeedMore,

    /// <summary>The source ended inside a quoted cell.</summary>
    OpenQuote,
}

/// <summary>
/// Finds the cells of one row. A quote opens a quoted cell only at the cell's start (spaces before it are tolerated), and closes it only
/// before a delimiter, a line end or the end of the source (spaces after it are tolerated). Any other quote is a plain character, so
/// <c>"12" pipe"</c> keeps its text.
/// </summary>
internal sealed class RowScanner<T>
    where T : unmanaged, IBinaryInteger<T>
{
    private readonly T _quote;
    private readonly T _delimiter;
    private readonly bool _delimiterIsSpace;
    private readonly int _maxCells;
    private Cell[] _cells;

    public RowScanner(char delimiter, int maxCells, char quote = CsvDialect.DefaultQuote)
    {
        _quote = T.CreateTruncating(quote);
        _delimiter = T.CreateTruncating(delimiter);
        _delimiterIsSpace = delimiter is ' ' or '\t';
        _maxCells = maxCells;
        _cells = new Cell[Math.Min(32, maxCells)];
    }

    /// <summary>Cells of the row, up to the limit; <see cref="CellCount"/> counts all of them.</summary>
    public ReadOnlySpan<Cell> Cells => _cells.AsSpan(0, Math.Min(CellCount, _maxCells));

    public int CellCount { get; private set; }

    /// <summary>Units of the row without its line end.</summary>
    public int Length { get; private set; }

    /// <summary>Units of the row with its line end.</summary>
    public int Consumed { get; private set; }

    /// <summary>Line ends inside the row's quoted cells.</summary>
    public int InnerLines { get; private set; }

    /// <summary>Whether the last scan ended inside a quoted cell.</summary>
    public bool InQuote { get; private set; }

    /// <param name="final">Whether the span reaches the end of the source.</param>
    /// <param name="literal">Whether quotes are plain characters, to get past one that never closes.</param>
    public RowOutcome Scan(ReadOnlySpan<T> span, bool final, bool literal = false)
    {
        CellCount = 0;
        InnerLines = 0;
        InQuote = false;
        var at = 0;
        while (true)
        {
            var open = literal ? -1 : OpeningQuote(span, at);
            if (open >= 0)
            {
                var outcome = QuotedCell(span, open + 1, final, out at);
                if (outcome != RowOutcome.Complete)
                {
                    InQuote = true;
                    return outcome;
                }
            }
            else
            {
                var length = span[at..].IndexOfAny(_delimiter, Units<T>.Lf, Units<T>.Cr);
                if (length < 0)
                {
                    if (!final)
                    {
                        return RowOutcome.NeedMore;
                    }
                    length = span.Length - at;
                }
                AddCell(at, length, escaped: false);
                at += length;
            }
            if (at < span.Length && span[at] == _delimiter)
            {
                at++;
                continue;
            }
            return End(span, at, final);
        }
    }

    private RowOutcome End(ReadOnlySpan<T> span, int at, bool final)
    {
        Length = at;
        if (at == span.Length)
        {
            Consumed = at;
            return final ? RowOutcome.Complete : RowOutcome.NeedMore;
        }
        if (at + 1 == span.Length && span[at] == Units<T>.Cr && !final)
        {
            return RowOutcome.NeedMore;
        }
        Consumed = at + Units<T>.LineEnd(span[at..]);
        return RowOutcome.Complete;
    }

    private int OpeningQuote(ReadOnlySpan<T> span, int at)
    {
        if (at < span.Length && span[at] == _quote)
        {
            return at;
        }
        if (_delimiterIsSpace || at >= span.Length || span[at] != Units<T>.Space)
        {
            return -1;
        }
        at = SkipSpaces(span, at);
        return at < span.Length && span[at] == _quote ? at : -1;
    }

    private RowOutcome QuotedCell(ReadOnlySpan<T> span, int start, bool final, out int after)
    {
        var escaped = false;
        var at = start;
        while (true)
        {
            after = at;
            var next = span[at..].IndexOf(_quote);
            if (next < 0)
            {
                return final ? RowOutcome.OpenQuote : RowOutcome.NeedMore;
            }
            at += next + 1;
            if (at < span.Length && span[at] == _quote)
            {
                escaped = true;
                at++;
                continue;
            }
            after = _delimiterIsSpace ? at : SkipSpaces(span, at);
            if (after == span.Length && !final)
            {
                return RowOutcome.NeedMore;
            }
            if (after == span.Length || span[after] == _delimiter || span[after] == Units<T>.Lf || span[after] == Units<T>.Cr)
            {
                var length = at - 1 - start;
                AddCell(start, length, escaped);
                InnerLines += Units<T>.CountLines(span.Slice(start, length));
                return RowOutcome.Complete;
            }
        }
    }

    private static int SkipSpaces(ReadOnlySpan<T> span, int at)
    {
        while (at < span.Length && span[at] == Units<T>.Space)
        {
            at++;
        }
        return at;
    }

    private void AddCell(int start, int length, bool escaped)
    {
        if (CellCount < _maxCells)
        {
            if (CellCount == _cells.Length)
            {
                Array.Resize(ref _cells, Math.Min(_cells.Length * 2, _maxCells));
            }
            _cells[CellCount] = new(start, length, escaped);
        }
        CellCount++;
    }
}
