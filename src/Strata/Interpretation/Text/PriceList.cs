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

    /// <summary>What the columns are called: as the parts of the schemas' line items are.</summary>
    private static readonly string[] Columns = ["description", "amount"];

    private readonly List<ItemTable> tables = [];
    private readonly List<ItemRow> payments = [];
    private ItemTable? open;
    private int rows;

    public IReadOnlyList<ItemTable> Tables => tables;

    /// <param name="labelled">Whether the line holds labels or values of labels.</param>
    public void Add(in TextLine line, bool labelled)
    {
        var segments = Segments.Of(line);
        if (segments is [var means, var paid] && payments.Count < MaxTables && PaymentMeans.Contains(line.Text.AsSpan(means.Start, means.Length)))
        {
            payments.Add(new(line.Block.Index, [Cell(0, line, means), Cell(1, line, paid)]));
        }

        if (labelled || segments is not [var text, var amount] || !line.Text.Substring(text.Start, text.Length).Any(char.IsLetter) || !IsAmount(line.Text.AsSpan(amount.Start, amount.Length)))
        {
            open = null;
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

    private static bool IsAmount(ReadOnlySpan<char> text) =>
        text.ContainsAny('.', ',') && NumberText.Read(text, null) is var reading && (reading.Ok || reading.Reason == NumberText.Ambiguous);

    private ItemCell Cell(int column, in TextLine line, (int Start, int Length) segment)
    {
        var (raw, range) = source.Part(line.Text, line.Range, segment.Start, segment.Length);
        return new(column, raw, range);
    }
}
