using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Strata.Interpretation;
using Strata.Rules.Values;
using Strata.Schemas;

namespace Strata.Rules.Text;

/// <summary>
/// Lines with a text and an amount without a header, as tills print them: <c>Baguette 1,30 €</c>. Uninterrupted by labels they form a
/// table; only its sum proves them line items.
/// </summary>
internal sealed class PriceList(InterpretedText source)
{
    private const int MaxRows = 500;
    private const int MaxTables = 50;

    /// <summary>Lines without an amount within a list: a name above its price.</summary>
    private const int MaxBetween = 1;
    private const int LastColumn = 3;
    private const int MaxCountLength = 3;

    /// <summary>Minimum rows for bare leading figures to be row numbers.</summary>
    private const int MinNumbered = 3;

    /// <summary>Names of the columns, as schemas call the parts of line items.</summary>
    private static readonly string[] Columns = ["description", "quantity", "unit_price", "amount"];

    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    // Quantity and price in a line below the item.
    private static readonly Regex Multiple = new(
        @"^\d+([.,]\d+)?\s?(x|X|×|\*|@|à|á|a|st\.?|stk\.?|pcs|kg|g|l|un\.?|kpl|szt\.?|ks)\s?((x|X|×|à|á|a|@)\s?)?([\d.,*€£$ -]|EUR|kr|zł|/ ?(kg|l|st|un))*( [A-Z0-9])?$",
        Linear
    );

    // "2 x 2,45 Volkoren half", "2x Sachertorte       a 5,90", "2 Menú del día  14,50", "1 Appelflap", "Pale ale x2".
    private static readonly Regex Counted = new(
        @"^((?<count>\d{1,3}) ?(?<sure>x|X|×|\*|st\.?|stk\.?|pcs)?( ?(@|à|á|a )? ?(?<price>\d+[.,]\d{2})( ?[€£$])?)? (?<text>\p{L}.*?)(\s+(à|á|a|@) ?(?<price>\d+[.,]\d{2})|(\t|\s{2,})(?<price>\d+[.,]\d{2}))?"
            + @"|(?<text>\p{L}.*?)\s+(?<count>\d{1,3}) ?(?<sure>x|X|×|\*) ?(?<price>\d+[.,]\d{2})( ?[€£$])?"
            + @"|(?<text>\p{L}.*?)\s+(?<sure>x|X|×) ?(?<count>\d{1,3})|(?<text>\p{L}.*?)\s+(?<count>\d{1,3}) ?(?<sure>x|X|×|kpl|st|stk|szt\.?|pcs|ks|db|un\.?|ud\.?))$",
        Linear
    );

    private static readonly Regex Single = new(@"^(à|á|a|@|je|zu je|per|por|po) ?(?<price>\P{L}*\d.*)$", Linear);

    private readonly List<ItemTable> _tables = [];
    private readonly List<ItemRow> _payments = [];
    private readonly Dictionary<ItemRow, ItemRow> _uncounted = new(ReferenceEqualityComparer.Instance);
    private ItemTable? _open;
    private (TextLine Line, (int Start, int Length) Text)? _name;
    private UnitPriceLine? _multiple;
    private int _between;
    private int _rows;

    /// <summary>Folded names of quantities.</summary>
    public IReadOnlySet<string> CountNames { get; set; } = FrozenSet<string>.Empty;

    /// <summary>Lists found, once the text has ended.</summary>
    public IReadOnlyList<ItemTable> Tables => _tables;

    /// <summary>Ends the text. A bare figure before a name ("7 Up") is a quantity only if all of several rows have one.</summary>
    public void Complete()
    {
        foreach (
            var table in _tables.Where(table =>
                table.Rows.Count == 1 || IsNumbered(table) || !table.Rows.TrueForAll(row => row.Cells.Any(cell => cell.Column == 1))
            )
        )
        {
            for (var i = 0; i < table.Rows.Count; i++)
            {
                table.Rows[i] = _uncounted.GetValueOrDefault(table.Rows[i]) ?? table.Rows[i];
            }
        }
    }

    // "1 | Survey | 250.00", "2 | Drawings | 90.00", "3 | …".
    private static bool IsNumbered(ItemTable table) =>
        table.Rows.Count >= MinNumbered
        && table
            .Rows.Select(
                (row, i) => row.Cells[0] is { Column: 1, Text: var figure } && figure == (i + 1).ToString(CultureInfo.InvariantCulture)
            )
            .All(follows => follows);

    /// <param name="labelled">Whether the line has labels or values of labels.</param>
    public void Add(in TextLine line, bool labelled)
    {
        var segments = WithoutClass(line.Text, Segments.Of(line));
        var priced = Priced(line.Text, segments);
        if (priced is var (means, paid) && _payments.Count < MaxTables && IsMeans(line.Text.AsSpan(means.Start, means.Length)))
        {
            _payments.Add(new(line.Block.Index, [Cell(0, line, means), Cell(LastColumn, line, paid)]));
            labelled = true;
        }
        var above = _name;
        _name = null;
        if (above is var (own, title) && priced is var (pieces, cost) && CountIn(line.Text, pieces) is { } number)
        {
            Open()?.Rows.Add(new(line.Block.Index, [Cell(0, own, title), Cell(1, line, number), Cell(LastColumn, line, cost)]));
            return;
        }
        // "Discount  -4.40" amid the items is one of them.
        if (labelled && !(_open is not null && priced is var (_, off) && line.Text[off.Start] is '-' or '−'))
        {
            _open = null;
            return;
        }
        if (UnitPriceLine.Of(line, source) is { } piece)
        {
            _multiple = piece;
            if (_open is { Rows: [.., var last] } && piece.With(last) is { } counted)
            {
                (_open.Rows[^1], _multiple) = (counted, null);
            }
            return;
        }
        if (priced is not var (text, amount))
        {
            if (segments.Count == 1 || segments is [_, var (mark, of)] && Currencies.CodeOf(line.Text.AsSpan(mark, of)) is not null)
            {
                _name = (line, segments[0]);
                _open = ++_between > MaxBetween ? null : _open;
            }
            else
            {
                _open = null;
            }
            return;
        }
        _between = 0;
        var isPart = Multiple.IsMatch(line.Text.AsSpan().Trim());
        if (isPart && (above is null || segments.Count == 1))
        {
            return;
        }
        if (Open() is { } table)
        {
            // A price below its name, or beside the time that it is for.
            var row =
                above is var (named, words) && (isPart || IsPeriod(line.Text.AsSpan(text.Start, text.Length)))
                    ? new(line.Block.Index, [Cell(0, named, words), Cell(LastColumn, line, amount)])
                    : Row(line, segments, text, amount);
            table.Rows.Add(_multiple?.With(row) ?? row);
        }
        _multiple = null;
    }

    private ItemTable? Open()
    {
        if (_open is null && _tables.Count < MaxTables)
        {
            _tables.Add(_open = new(Columns, [.. Columns.Select(FieldNames.Fold)]));
        }
        _between = 0;
        return _rows++ < MaxRows ? _open : null;
    }

    // "3 | x Pils | 5,20 | 15,60 | B": the letter is the rate of its tax.
    private static List<(int Start, int Length)> WithoutClass(string line, List<(int Start, int Length)> segments) =>
        segments is [_, .., (var amount, var of), (var last, 1)]
        && char.IsAsciiLetterUpper(line[last])
        && Amounts.IsOne(line.AsSpan(amount, of))
            ? segments[..^1]
            : segments;

    // "Qty: 2" beside the amount, below what it counts.
    private (int Start, int Length)? CountIn(string line, (int Start, int Length) text)
    {
        var colon = line.IndexOf(':', text.Start, text.Length);
        var at =
            colon > 0 && CountNames.Contains(FieldNames.Fold(line[text.Start..colon]))
                ? Segments.Trim(line, colon + 1, text.Start + text.Length - colon - 1)
                : default;
        return at.Length > 0 && IsCount(line, at) ? at : null;
    }

    // "Korttimaksu  Debit Mastercard".
    private static bool IsMeans(ReadOnlySpan<char> text)
    {
        var gap = text.IndexOf("  ");
        return PaymentMeans.Contains(text) || gap > 0 && PaymentMeans.Contains(text[..gap]) && PaymentMeans.Contains(text[gap..].Trim());
    }

    private static bool IsPeriod(ReadOnlySpan<char> text)
    {
        foreach (var word in text.SplitAny(' ', '-', '–', ',', '.'))
        {
            if (
                text[word] is { IsEmpty: false } part
                && part.ContainsAnyExceptInRange('0', '9')
                && MonthNames.Month(part) == 0
                && !MonthNames.IsSmall(part)
            )
            {
                return false;
            }
        }
        return text.ContainsAnyInRange('0', '9');
    }

    /// <summary>Returns the means of payment beside this amount; null if there is none.</summary>
    public (ItemCell Means, int Block)? Payment(string total, Notation notation)
    {
        foreach (var row in _payments)
        {
            if (NumberText.Read(row.Cells[1].Text, notation.DecimalMark).Json == total)
            {
                return (row.Cells[0], row.Block);
            }
        }
        // More cash is given than due.
        return
            _payments is [var only]
            && Amounts.Value(NumberText.Read(only.Cells[1].Text, notation.DecimalMark).Json) is { } given
            && Amounts.Value(total) is { } due
            && given > due
            ? (only.Cells[0], only.Block)
            : null;
    }

    /// <summary>Splits a line into text and trailing amount; null if it has none.</summary>
    private static ((int Start, int Length) Text, (int Start, int Length) Amount)? Priced(
        string line,
        List<(int Start, int Length)> segments
    )
    {
        if (segments.Count > 1)
        {
            var (start, length) = segments[^1];
            var amount = Amounts.Length(line.AsSpan(start, length));
            var text = segments.Count > 2 && IsCount(line, segments[0]) ? segments[1] : segments[0];
            return amount > 0 && line.AsSpan(text.Start, text.Length).ContainsLetter() ? (text, (start, amount)) : null;
        }
        if (segments is [var (from, whole)] && Amounts.StartAtEnd(line.AsSpan(from, whole)) is > 0 and var at)
        {
            var text = Segments.Trim(line, from, at);
            return line.AsSpan(text.Start, text.Length).ContainsLetter()
                ? (text, (from + at, Amounts.Length(line.AsSpan(from + at, whole - at))))
                : null;
        }
        return null;
    }

    /// <summary>Splits the text before the amount into quantity, price and description.</summary>
    private ItemRow Row(
        in TextLine line,
        List<(int Start, int Length)> segments,
        (int Start, int Length) text,
        (int Start, int Length) amount
    )
    {
        var plain = new ItemRow(line.Block.Index, [Cell(0, line, text), Cell(LastColumn, line, amount)]);
        if (Each(line, segments, text, amount) is { } each)
        {
            return each;
        }
        if (InColumns(line, segments, text, amount) is { } counted)
        {
            _uncounted.Add(counted, plain);
            return counted;
        }
        var wide = segments.Count > 2 ? (text.Start, Length: segments[^2].Start + segments[^2].Length - text.Start) : text;
        foreach (var (start, length) in wide == text ? [text] : new[] { wide, text })
        {
            if (
                Counted.Match(line.Text.Substring(start, length)) is not { Success: true } match
                || match.Groups["text"].Length < 2
                || !Agrees(match, line.Text.AsSpan(amount.Start, amount.Length))
            )
            {
                continue;
            }
            var cells = new List<ItemCell> { plain.Cells[^1] };
            foreach (var (part, column) in new[] { ("text", 0), ("count", 1), ("price", 2) })
            {
                if (match.Groups[part] is { Success: true } group)
                {
                    cells.Add(Cell(column, line, Segments.Trim(line.Text, start + group.Index, group.Length)));
                }
            }
            var row = new ItemRow(line.Block.Index, [.. cells.OrderBy(cell => cell.Range.Start)]);
            if (!match.Groups["sure"].Success && !match.Groups["price"].Success)
            {
                _uncounted.Add(row, plain);
            }
            return row;
        }
        return plain;
    }

    // "Copy editing, 84 pages | à € 6.50 | € 546.00": what one costs, if the amount is a number of them.
    private ItemRow? Each(
        in TextLine line,
        List<(int Start, int Length)> segments,
        (int Start, int Length) text,
        (int Start, int Length) amount
    )
    {
        if (
            segments.Count != 3
            || text != segments[0]
            || Single.Match(line.Text, segments[1].Start, segments[1].Length).Groups["price"] is not { Success: true } price
            || !Amounts.IsOne(price.ValueSpan)
        )
        {
            return null;
        }
        var whole = line.Text.AsSpan(amount.Start, amount.Length);
        char? mark = whole.LastIndexOfAny('.', ',') is >= 0 and var at ? whole[at] : null;
        return
            Amounts.Value(NumberText.Read(price.ValueSpan, mark).Json) is > 0 and var one
            && Amounts.Value(NumberText.Read(whole, mark).Json) is { } sum
            && sum % one == 0
            ? new(line.Block.Index, [Cell(0, line, text), Cell(2, line, (price.Index, price.Length)), Cell(LastColumn, line, amount)])
            : null;
    }

    // "2 | Bison burger | 35.90", "Binnenband | 2 | 4,50 | 9,00": how many in a column of its own, and what one costs.
    private ItemRow? InColumns(
        in TextLine line,
        List<(int Start, int Length)> segments,
        (int Start, int Length) text,
        (int Start, int Length) amount
    )
    {
        var whole = line.Text.AsSpan(amount.Start, amount.Length);
        char? mark = whole.LastIndexOfAny('.', ',') is >= 0 and var at ? whole[at] : null;
        if (
            segments.Count is not (3 or 4)
            || (text == segments[1] ? segments[0] : segments[1]) is var count && !IsCount(line.Text, count)
            || Value(whole) is not { } sum
        )
        {
            return null;
        }
        // "3 | x Pils".
        var words = line.Text.AsSpan(text.Start, text.Length) is ['x' or 'X' or '×', ' ', ..]
            ? Segments.Trim(line.Text, text.Start + 2, text.Length - 2)
            : text;
        List<ItemCell> cells = [Cell(0, line, words), Cell(1, line, count), Cell(LastColumn, line, amount)];
        var pieces = int.Parse(line.Text.AsSpan(count.Start, count.Length), CultureInfo.InvariantCulture);
        if (
            segments.Count == 4
                ? Value(line.Text.AsSpan(segments[2].Start, segments[2].Length)) * pieces != sum
                : sum % (pieces / 100m) != 0
        )
        {
            return null;
        }
        if (segments.Count == 4)
        {
            cells.Add(Cell(2, line, segments[2]));
        }
        return new(line.Block.Index, [.. cells.OrderBy(cell => cell.Range.Start)]);

        decimal? Value(ReadOnlySpan<char> text) => Amounts.Value(NumberText.Read(text, mark).Json);
    }

    private static bool IsCount(string line, (int Start, int Length) part) =>
        part.Length <= MaxCountLength
        && line[part.Start] != '0'
        && !line.AsSpan(part.Start, part.Length).ContainsAnyExceptInRange('0', '9');

    // The price must give the amount with the quantity; otherwise "x8" is part of the name.
    private static bool Agrees(Match match, ReadOnlySpan<char> amount)
    {
        if (!match.Groups["price"].Success)
        {
            return !match.Groups["sure"].Success
                || Amounts.Value(NumberText.Read(amount, amount.LastIndexOfAny('.', ',') is >= 0 and var at ? amount[at] : null).Json)
                    is not { } sum
                || decimal.TryParse(match.Groups["count"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                    && count > 0
                    && sum % (count / 100m) == 0;
        }
        var mark = match.Groups["price"].ValueSpan[^3];
        return Amounts.Value(NumberText.Read(match.Groups["price"].ValueSpan, mark).Json) is { } price
            && Amounts.Value(NumberText.Read(amount, mark).Json) is { } whole
            && price * int.Parse(match.Groups["count"].ValueSpan, CultureInfo.InvariantCulture) == whole;
    }

    private ItemCell Cell(int column, in TextLine line, (int Start, int Length) segment)
    {
        var (raw, range) = source.Part(line.Text, line.Range, segment.Start, segment.Length);
        return new(column, raw, range);
    }
}
