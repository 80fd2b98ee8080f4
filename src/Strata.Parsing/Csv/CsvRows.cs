using System.Numerics;

namespace Strata.Parsing.Csv;

/// <summary>Reads a table row by row from a window, and skips rows that can't be read.</summary>
internal sealed class CsvRows<T>(SourceWindow window, TextEncoding encoding, CsvDialect dialect, ParseBudget budget, DiagnosticLog log)
    where T : unmanaged, IBinaryInteger<T>
{
    /// <summary>Recovering from an open quote rescans up to a whole block; a source with more of them is not a table.</summary>
    private const int MaxOpenQuotes = 100;

    private readonly RowScanner<T> _scanner = new(dialect.Delimiter, budget.MaxFields, dialect.Quote);
    private readonly string _quote = dialect.Quote.ToString();
    private readonly string _doubledQuote = new(dialect.Quote, 2);
    private readonly CsvColumns _columns = new();
    private readonly Dictionary<string, ByteRange> _nameRanges = new(StringComparer.Ordinal);
    private readonly List<Block> _above = [];
    private long _nextLine = 1;
    private int _openQuotes;
    private bool _inHead;
    private bool _stopped;

    public IReadOnlyList<string> Columns => _columns.Names;

    /// <summary>Ranges of the header's cells; empty if there is no header.</summary>
    public IReadOnlyDictionary<string, ByteRange> NameRanges => _nameRanges;

    /// <summary>Rows above the table, one paragraph each; few, since they lie within the sample that the dialect was detected in.</summary>
    public IReadOnlyList<Block> Above => _above;

    /// <summary>1-based line of the last row read, or of the end.</summary>
    public long Line { get; private set; } = 1;

    public static bool IsBlank(ReadOnlySpan<T> row) => row.IndexOfAnyExcept(Units<T>.Space) < 0;

    /// <summary>Reads the rows before the table, and its header.</summary>
    public void ReadHead()
    {
        _inHead = true;
        for (var skipped = 0; skipped < dialect.SkipLines && TryReadRow(out var bytes); skipped++)
        {
            if (skipped > 0 || !dialect.IsStated)
            {
                AddAbove();
            }
            window.Advance(bytes);
        }
        if (dialect.HasHeader && TryReadRow(out var headerBytes))
        {
            var units = Units<T>.Of(window.Unread);
            foreach (var cell in _scanner.Cells)
            {
                _columns.Add(CellText(units, cell));
                _nameRanges.Add(
                    _columns.Names[^1],
                    new(window.Position + (cell.Start * (long)Units<T>.Size), cell.Length * (long)Units<T>.Size)
                );
            }
            window.Advance(headerBytes);
        }
        _inHead = false;
    }

    /// <summary>Returns the next data row; null at the end.</summary>
    public Block? Next(int index)
    {
        if (!TryReadRow(out var bytes))
        {
            return null;
        }
        var units = Units<T>.Of(window.Unread);
        var row = units[.._scanner.Length];
        var text = Units<T>.Decode(row, encoding);

        // One char per unit: cutting cells out of the row's text is much cheaper than decoding each.
        var canCut = text.Length == row.Length;
        var cells = _scanner.Cells;
        var fields = new RecordField[cells.Length];
        for (var i = 0; i < cells.Length; i++)
        {
            ref readonly var cell = ref cells[i];
            var value = canCut ? Unescape(text.Substring(cell.Start, cell.Length), cell) : CellText(units, cell);
            var range = new ByteRange(window.Position + (cell.Start * (long)Units<T>.Size), cell.Length * (long)Units<T>.Size);
            fields[i] = new(_columns[i], value, null, range);
        }
        var block = new Block(index, BlockType.Record, new(window.Position, row.Length * (long)Units<T>.Size), text)
        {
            Line = Line,
            Fields = fields,
        };
        window.Advance(bytes);
        return block;
    }

    // Joins the filled cells, as for sheet rows above the header; a row without any stays in a gap.
    private void AddAbove()
    {
        var units = Units<T>.Of(window.Unread);
        var cells = new List<string>();
        foreach (ref readonly var cell in _scanner.Cells)
        {
            if (CellText(units, cell).Trim() is { Length: > 0 } text)
            {
                cells.Add(text);
            }
        }
        if (cells.Count > 0)
        {
            _above.Add(
                new(
                    _above.Count,
                    BlockType.Paragraph,
                    new(window.Position, _scanner.Length * (long)Units<T>.Size),
                    string.Join('\t', cells)
                )
                {
                    Line = Line,
                }
            );
        }
    }

    private string CellText(ReadOnlySpan<T> units, in Cell cell) =>
        Unescape(Units<T>.Decode(units.Slice(cell.Start, cell.Length), encoding), cell);

    private string Unescape(string text, in Cell cell) =>
        cell.Escaped ? text.Replace(_doubledQuote, _quote, StringComparison.Ordinal) : text;

    /// <summary>Finds the next row that is neither blank nor unreadable, without taking it from the window.</summary>
    /// <param name="bytes">Length of the row with its line end.</param>
    private bool TryReadRow(out int bytes)
    {
        while (!_stopped)
        {
            Line = _nextLine;
            var outcome = Scan(literal: false);
            if (outcome != RowOutcome.Complete && !TryReadLiterally(outcome))
            {
                continue;
            }
            bytes = _scanner.Consumed * Units<T>.Size;
            if (bytes == 0)
            {
                return false;
            }
            _nextLine += _scanner.InnerLines + (_scanner.Consumed > _scanner.Length ? 1 : 0);
            var row = Units<T>.Of(window.Unread)[.._scanner.Length];
            if (!IsBlank(row) && IsReadable(row))
            {
                return true;
            }
            window.Advance(bytes);
        }
        bytes = 0;
        return false;
    }

    private RowOutcome Scan(bool literal)
    {
        while (true)
        {
            var outcome = _scanner.Scan(Units<T>.Of(window.Unread), window.AtEnd, literal);
            if (outcome != RowOutcome.NeedMore || (!window.Fill() && !window.AtEnd))
            {
                return outcome;
            }
        }
    }

    /// <summary>Reads a quote that never closes as a plain character; skips a line with no end in sight.</summary>
    private bool TryReadLiterally(RowOutcome outcome)
    {
        var isOpenQuote = outcome == RowOutcome.OpenQuote || _scanner.InQuote;
        if (isOpenQuote)
        {
            var within = outcome == RowOutcome.OpenQuote ? "the end" : $"{budget.MaxBlockBytes} bytes (MaxBlockBytes)";
            if (++_openQuotes > MaxOpenQuotes)
            {
                Stop($"more than {MaxOpenQuotes} quotes are never closed");
                return false;
            }
            log.Add(
                Line,
                window.Position,
                $"a quote is opened and not closed before {within}; quotes of this row are read as plain characters"
            );
        }
        if (isOpenQuote && Scan(literal: true) == RowOutcome.Complete)
        {
            return true;
        }
        log.Add(Line, window.Position, $"the row is longer than {budget.MaxBlockBytes} bytes (MaxBlockBytes) and was skipped");
        SkipLine();
        return false;
    }

    private void SkipLine()
    {
        while (true)
        {
            var units = Units<T>.Of(window.Unread);
            var end = units.IndexOfAny(Units<T>.Lf, Units<T>.Cr);
            if (end >= 0 && (end + 1 < units.Length || window.AtEnd))
            {
                window.Advance((end + Units<T>.LineEnd(units[end..])) * Units<T>.Size);
                _nextLine++;
                return;
            }
            window.Advance((end >= 0 ? end : units.Length) * Units<T>.Size);
            if (!window.Fill() && window.AtEnd && end < 0)
            {
                return;
            }
        }
    }

    private bool IsReadable(ReadOnlySpan<T> row)
    {
        if (_scanner.CellCount > budget.MaxFields)
        {
            var reason = $"the row has {_scanner.CellCount} cells, more than {budget.MaxFields} (MaxFields)";
            if (_inHead)
            {
                Stop(reason);
            }
            else
            {
                log.Add(Line, window.Position, $"{reason}, and was skipped");
            }
            return false;
        }
        if (row.Length * (long)Units<T>.Size > budget.MaxBlockBytes)
        {
            log.Add(Line, window.Position, $"the row is longer than {budget.MaxBlockBytes} bytes (MaxBlockBytes) and was skipped");
            return false;
        }
        if (row.Contains(default))
        {
            log.Add(Line, window.Position, "the row holds a NUL character and was skipped");
            return false;
        }
        return true;
    }

    private void Stop(string reason)
    {
        _stopped = true;
        log.Fatal(Line, window.Position, reason);
    }
}
