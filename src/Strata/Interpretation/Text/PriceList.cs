using System.Text.RegularExpressions;
using Strata.Interpretation.Values;

namespace Strata.Interpretation.Text;

/// <summary>
/// Lines of a text and an amount without a header, as tills print them: <c>Baguette  1,30 €</c>. Lines that no label parts are one table; only
/// its sum can tell that they are line items.
/// </summary>
internal sealed class PriceList(SourceText source)
{
    private const int MaxRows = 500;
    private const int MaxTables = 50;

    /// <summary>Lines without an amount that a list goes on after: a name whose price stands below it.</summary>
    private const int MaxBetween = 1;

    /// <summary>What the columns are called: as the parts of the schemas' line items are.</summary>
    private static readonly string[] Columns = ["description", "amount"];

    // "2 x 1,50" below an item says what its price is made of.
    private static readonly Regex Multiple = new(@"^\d+([.,]\d+)?\s?(x|X|×|\*|@|à|á|st\.?|stk\.?|pcs|kg|un)\s?(\d.*)?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant);

    private readonly List<ItemTable> tables = [];
    private readonly List<ItemRow> payments = [];
    private ItemTable? open;
    private int between;
    private int rows;

    public IReadOnlyList<ItemTable> Tables => tables;

    /// <param name="labelled">Whether the line holds labels or values of labels.</param>
    public void Add(in TextLine line, bool labelled)
    {
        var segments = Segments.Of(line);
        var priced = Priced(line.Text, segments);
        if (priced is var (means, paid) && payments.Count < MaxTables && PaymentMeans.Contains(line.Text.AsSpan(means.Start, means.Length)))
        {
            payments.Add(new(line.Block.Index, [Cell(0, line, means), Cell(1, line, paid)]));
            labelled = true;
        }

        if (labelled)
        {
            open = null;
            return;
        }

        if (priced is not var (text, amount))
        {
            open = ++between > MaxBetween || segments.Count > 1 ? null : open;
            return;
        }

        between = 0;
        if (Multiple.IsMatch(line.Text.Trim()))
        {
            return;
        }

        if (open is null)
        {
            if (tables.Count == MaxTables)
            {
                return;
            }

            tables.Add(open = new(Columns, Columns));
        }

        if (rows++ < MaxRows)
        {
            open.Rows.Add(new(line.Block.Index, [Cell(0, line, text), Cell(1, line, amount)]));
        }
    }

    /// <summary>The means of payment that this amount stands beside; null where there is none.</summary>
    public (ItemCell Means, int Block)? Payment(string total, Notation notation)
    {
        foreach (var row in payments)
        {
            if (NumberText.Read(row.Cells[1].Text, notation.DecimalMark).Json == total)
            {
                return (row.Cells[0], row.Block);
            }
        }

        return null;
    }

    /// <summary>The text of a line and the amount at its end, apart by a wide gap or by a space alone; null where there are none.</summary>
    private static ((int Start, int Length) Text, (int Start, int Length) Amount)? Priced(string line, List<(int Start, int Length)> segments)
    {
        if (segments.Count > 1)
        {
            var (start, length) = segments[^1];
            var amount = Amounts.Length(line.AsSpan(start, length));
            return amount > 0 && line.AsSpan(segments[0].Start, segments[0].Length).ContainsLetter() ? (segments[0], (start, amount)) : null;
        }

        if (segments is [var (from, whole)] && Amounts.StartAtEnd(line.AsSpan(from, whole)) is > 0 and var at)
        {
            var text = Segments.Trim(line, from, at);
            return line.AsSpan(text.Start, text.Length).ContainsLetter() ? (text, (from + at, Amounts.Length(line.AsSpan(from + at, whole - at)))) : null;
        }

        return null;
    }

    private ItemCell Cell(int column, in TextLine line, (int Start, int Length) segment)
    {
        var (raw, range) = source.Part(line.Text, line.Range, segment.Start, segment.Length);
        return new(column, raw, range);
    }
}
