using Strata.Interpretation;
using Strata.Rules.Records;
using Strata.Rules.Values;

namespace Strata.Rules.Text;

/// <summary>
/// Finds tables in lines: a header with at least two known parts of an array's objects (line items), or three known fields (records), and
/// the rows below: by columns in table rows, by position under the header in running text.
/// </summary>
/// <param name="parts">Folded names of parts.</param>
/// <param name="labels">Folded labels of any schema: one with a number ends a table.</param>
/// <param name="closing">Those of schemas with such parts: one with a number ends their table.</param>
/// <param name="sums">Those of them that are numbers.</param>
internal sealed class ItemScanner(
    IReadOnlySet<string> parts,
    IReadOnlySet<string> labels,
    IReadOnlySet<string> closing,
    IReadOnlySet<string> sums,
    LabelMarks marks,
    InterpretedText source
)
{
    private const int MinParts = 2;
    private const int MinFields = 3;

    /// <summary>Lines without cells within a table: rules, and continued descriptions.</summary>
    private const int MaxBetween = 2;

    /// <summary>Row limit; a larger table is a file of records.</summary>
    public const int MaxRows = 20_000;

    private readonly List<ItemTable> _tables = [];
    private ItemTable? _open;
    private List<(int Start, int End)> _columns = [];
    private bool _isItems;
    private int _between;
    private int _last = -1;
    private readonly HeadingScanner _headings = new();
    private int _rows;

    public IReadOnlyList<ItemTable> Tables => _tables;

    /// <summary>Whether rows were left out.</summary>
    public bool IsFull => _rows >= MaxRows;

    /// <returns>
    /// Whether the line belongs to line items, so that it has no labels. Rows of other tables may still be labels above values.
    /// </returns>
    public bool Scan(in TextLine line)
    {
        var cells = Cells(line);
        if (Header(line, cells) is { } header)
        {
            Open(line, header, cells);
            return _isItems;
        }
        if (cells is [{ Text: var alone, Range: var range }] && alone.Any(char.IsLetter))
        {
            _headings.Line(alone, range, line.Block.Index);
        }
        if (_open is null || IsFull)
        {
            return false;
        }
        var text = cells.FindAll(cell => cell.Text.AsSpan().IndexOfAnyExcept("-=_–—| +*".AsSpan()) >= 0);
        if (text.Count < 2)
        {
            // A heading across a row does not end the table.
            _last = line.Block.Type == BlockType.TableRow && line.Block.Index == _last + 1 ? line.Block.Index : _last;
            return GoesOn(text);
        }
        // A narrower table, one that begins with labels, or a row ended by a label sums the items up.
        var apart =
            line.Block.Type == BlockType.TableRow
            && line.Block.Index != _last + 1
            && _last >= 0
            && (
                _open.Header.Count >= 2 * text.Count
                || _isItems && (AreLabels(text) || text.Exists(cell => Closes(cell.Text.TrimEnd(':', ' '))))
            );
        _last = line.Block.Type == BlockType.TableRow ? line.Block.Index : -1;
        // A subtotal carried over between pages.
        if (
            _isItems
            && !apart
            && text.Count == 2
            && BalanceRows.Of(text[0].Text) == BalanceRows.Saying.Balance
            && Amounts.IsOne(text[1].Text)
        )
        {
            _between = 0;
            return true;
        }
        if (
            apart
            || text.Count == 2
                && !IsBalance(text)
                && (
                    Closes(text[0].Text.TrimEnd(':', ' '))
                    || _open.Header.Count > 2
                        && Amounts.IsOne(text[1].Text)
                        && marks.BehindStart(text[0].Text, 0, text[0].Text.Length) is >= 0 and var behind
                        && Closes(text[0].Text[behind..])
                )
        )
        {
            // A balance may stand before the first row.
            _open = _open.Rows.Count == 0 && !apart ? _open : null;
            return false;
        }
        // "Condições de pagamento: 30 dias | Total | 401,10": what stands beside the sums has a label of its own.
        if (
            _isItems
            && text.Count == 3
            && _open.Header.Count > 3
            && Amounts.IsOne(text[2].Text)
            && Closes(text[1].Text.TrimEnd(':', ' '))
            && marks.ColonOf(text[0].Text, 0, text[0].Text.Length) > 0
        )
        {
            _open = _open.Rows.Count == 0 ? _open : null;
            return false;
        }
        // More words than are known, and no item yet.
        if (
            _isItems
            && text.Count == 2
            && _open.Header.Count > 2
            && text[0].Text.Split(' ') is [var word, _, ..]
            && labels.Contains(LabelForms.Fold(word, labels))
            && NumberText.Read(text[1].Text, null).Ok
        )
        {
            _open = _open.Rows.Count == 0 ? _open : null;
            return false;
        }
        _between = 0;
        _rows++;
        var places = text.ConvertAll(cell => ColumnOf(cell.Place));
        if (places.Count == _columns.Count && (places.Distinct().Count() < places.Count || places.Contains(-1)))
        {
            // As many cells as columns are in order, wherever they are.
            places = [.. Enumerable.Range(0, places.Count)];
        }
        _open.Rows.Add(
            new(line.Block.Index, [.. text.SelectMany((cell, i) => Placed(cell, places[i], places))]) { Heading = _headings.Row() }
        );
        return _isItems;
    }

    // Another schema's label may be an item here.
    private bool Closes(string label) => (_isItems ? closing : labels) is var known && known.Contains(LabelForms.Fold(label, known));

    // "Net | VAT 25 % | Amount due", and the amounts below.
    private bool AreLabels(List<Found> text) =>
        !text.Exists(cell => Amounts.IsOne(cell.Text))
        && text.Count(cell =>
            cell.Text.TrimEnd(' ', '%', '.', ',', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9') is { Length: > 0 } name
            && labels.Contains(LabelForms.Fold(name.TrimEnd(':'), labels))
        )
            is >= 2
                and var known
        && known * 2 >= text.Count;

    // The postings go on behind the balance at the end of a page.
    private bool IsBalance(List<Found> text) =>
        !_isItems
        && BalanceRows.Of(text[0].Text) is (BalanceRows.Saying.Balance or BalanceRows.Saying.Bare)
        && text[1].Text.Any(char.IsAsciiDigit);

    private bool GoesOn(List<Found> text)
    {
        // A label and its amount in one cell sum the items up.
        if (
            text is [{ Text: var whole }]
            && marks.ImpliedEnd(whole, 0, whole.Length) is > 0 and var end
            && Amounts.IsOne(whole.AsSpan(end).Trim())
        )
        {
            _open = null;
            return false;
        }
        if (
            ++_between > MaxBetween
            || text.Count == 1
                && (text[0].Text.Contains(':', StringComparison.Ordinal) || text[0].Text.Any(char.IsDigit) && _open?.Rows.Count == 0)
        )
        {
            _open = null;
            return false;
        }
        // A sum alone below its name belongs to that name.
        return _isItems && (text.Count == 0 || !Amounts.IsOne(text[0].Text) && !labels.Contains(LabelForms.Fold(text[0].Text, labels)));
    }

    // A sign under a column of its own belongs to that column.
    private IEnumerable<ItemCell> Placed(Found cell, int place, List<int> places)
    {
        if (
            cell.Sign is { } sign
            && ColumnOf(sign.Place) is >= 0 and var own
            && !places.Contains(own)
            && Distance(_columns[own], sign.Place) == 0
        )
        {
            yield return new(own, sign.Text, sign.Range);
            var (amount, range) = source.Part(cell.Text, cell.Range, sign.Before, cell.Text.Length - sign.Before);
            yield return new(place, amount, range);
        }
        else
        {
            yield return new(place, cell.Text, cell.Range);
        }
    }

    /// <summary>Position of a cell: its column if known, else its range in the line.</summary>
    private readonly record struct Spot(int Column, int Start, int End);

    /// <param name="Sign">The currency's sign or code that stands before an amount, a gap away, and how far before.</param>
    private readonly record struct Found(
        Spot Place,
        string Text,
        ByteRange Range,
        (Spot Place, string Text, ByteRange Range, int Before)? Sign = null
    );

    private List<Found> Cells(TextLine line) =>
        line.Block.Cells.Count > 0
            ?
            [
                .. line
                    .Block.Cells.Where(cell => !string.IsNullOrWhiteSpace(cell.Text))
                    .Select(cell => new Found(new(cell.Column, 0, 0), cell.Text.Trim(), Trimmed(cell))),
            ]
            : Joined(line, Segments.Of(line, Segments.CellGap));

    private List<Found> Joined(in TextLine line, List<(int Start, int Length)> segments)
    {
        var cells = new List<Found>();
        for (var i = 0; i < segments.Count; i++)
        {
            var cell = Segment(line, segments[i].Start, segments[i].Length);
            if (
                i > 0
                && i + 1 < segments.Count
                && line.Block.Type is not (BlockType.TableRow or BlockType.Table)
                && Segments.IsSigned(line.Text, segments[i], segments[i + 1])
            )
            {
                var (start, length) = segments[++i];
                var (text, range) = source.Part(line.Text, line.Range, segments[i - 1].Start, start + length - segments[i - 1].Start);
                cell = new(
                    Segment(line, start, length).Place,
                    text,
                    range,
                    (cell.Place, cell.Text, cell.Range, start - segments[i - 1].Start)
                );
            }
            cells.Add(cell);
        }
        return cells;
    }

    // Tabs count columns, whatever the width between them; spaces align cells under their header.
    private Found Segment(in TextLine line, int start, int length)
    {
        var (raw, range) = source.Part(line.Text, line.Range, start, length);
        var column = line.Text.Contains('\t', StringComparison.Ordinal) ? line.Text.AsSpan(0, start).Count('\t') : -1;
        var from = Width(line.Text.AsSpan(0, start));
        return new(new(column, from, from + Width(line.Text.AsSpan(start, length))), raw, range);
    }

    // CJK characters take two columns in a text grid.
    private static int Width(ReadOnlySpan<char> text)
    {
        var width = text.Length;
        foreach (var c in text)
        {
            width += c
                is >= '\u1100'
                    and <= '\u115f'
                    or >= '\u2e80'
                    and <= '\ua4cf'
                    or >= '\uac00'
                    and <= '\ud7a3'
                    or >= '\uf900'
                    and <= '\ufaff'
                    or >= '\uff00'
                    and <= '\uff60'
                ? 1
                : 0;
        }
        return width;
    }

    private ByteRange Trimmed(in TableCell cell) =>
        source
            .Part(cell.Text, cell.Range, cell.Text.Length - cell.Text.AsSpan().TrimStart().Length, cell.Text.AsSpan().Trim().Length)
            .Range;

    private List<string>? Header(in TextLine line, List<Found> cells)
    {
        var names = cells.ConvertAll(cell => Folded(cell.Text));
        return !cells.Exists(cell => cell.Text.Any(char.IsDigit)) && (AreItems(line, names) || Knows(names, labels, MinFields))
            ? names
            : null;
    }

    private string Folded(string name)
    {
        name = name.TrimEnd(':');
        var folded = LabelForms.Fold(name, parts);
        return parts.Contains(folded) ? folded : LabelForms.Fold(name, labels);
    }

    // A row of sums in a grid: an item has a description or quantity.
    private bool AreItems(in TextLine line, List<string> names) =>
        Knows(names, parts, MinParts)
        && (line.Block.Type != BlockType.TableRow || names.Exists(name => parts.Contains(name) && !sums.Contains(name)));

    private static bool Knows(List<string> names, IReadOnlySet<string> known, int least) =>
        names.Where(known.Contains).Distinct(StringComparer.Ordinal).Count() is var count && count >= least && count * 2 >= names.Count;

    // A repeated header continues the same table.
    private void Open(in TextLine line, List<string> header, List<Found> cells)
    {
        (_between, _last) = (0, line.Block.Index);
        _columns = cells.ConvertAll(cell =>
            cell.Place.Column >= 0 ? (cell.Place.Column, cell.Place.Column) : (cell.Place.Start, cell.Place.End)
        );
        _isItems = AreItems(line, header);
        _open = _tables.Find(table => table.Header.SequenceEqual(header, StringComparer.Ordinal));
        _headings.Header(_open is null);
        if (_open is null)
        {
            _tables.Add(_open = new(cells.ConvertAll(cell => cell.Text.TrimEnd(':')), header) { Currency = CurrencyOf(cells) });
        }
        _open.Headers.Add(_open.Rows.Count);
    }

    /// <summary>Returns the one currency in the names of columns: <c>Amount (CAD)</c>.</summary>
    private (string Code, ByteRange Range)? CurrencyOf(List<Found> cells)
    {
        var codes = cells.Select(cell => (cell, Mark: LabelForms.Currency(cell.Text))).Where(named => named.Mark is not null).ToList();
        return
            codes.Count > 0
            && codes[0] is var (first, mark)
            && mark is var (code, start, length)
            && codes.TrueForAll(other => other.Mark?.Code == code)
            ? (code, source.Part(first.Text, first.Range, start, length).Range)
            : null;
    }

    /// <summary>Returns the header's column for a cell: by number, else by overlap, else the nearest.</summary>
    private int ColumnOf(Spot cell)
    {
        if (cell.Column >= 0)
        {
            return _columns.FindIndex(column => column.Start == cell.Column);
        }
        var best = 0;
        for (var i = 1; i < _columns.Count; i++)
        {
            best = Distance(_columns[i], cell) < Distance(_columns[best], cell) ? i : best;
        }
        return best;
    }

    private static int Distance((int Start, int End) column, Spot cell) =>
        cell.Column >= 0 ? Math.Abs(column.Start - cell.Column) : Math.Max(0, Math.Max(column.Start - cell.End, cell.Start - column.End));
}
