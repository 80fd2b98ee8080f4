using Strata.Rules.Values;
using Strata.Schemas;

namespace Strata.Rules.Text;

/// <summary>
/// Assigns parts of an item to a table's columns, by name and by content. A column of amounts is the price and no unit; one of dates is no
/// description, which is then the first unnamed column of words; a single price without quantity is the amount; two columns whose product
/// is a third are its factors.
/// </summary>
internal static class ItemColumns
{
    private const decimal MaxFactor = 1e12m;
    private const int MaxCodeLength = 20;

    public static SchemaField?[] Of(SchemaField field, ItemTable table)
    {
        var parts = table.Header.Select(name => ItemReader.Part(field, name)).ToArray();
        for (var column = 0; column < parts.Length; column++)
        {
            if (parts[column] is { Role: FieldRole.Unit } && All(table, column, IsNumber))
            {
                parts[column] = Array.Exists(parts, part => part?.Role == FieldRole.UnitPrice) ? null : field.Part(FieldRole.UnitPrice);
            }
            else if (parts[column] is { Role: FieldRole.Description } && All(table, column, IsDate))
            {
                parts[column] = null;
            }
        }
        TakeCodes(field, table, parts);

        // "Montant CHF" read as two columns: what stands under the currency is the amount.
        for (var column = 1; column < parts.Length; column++)
        {
            if (
                parts[column] is null
                && parts[column - 1]?.Kind == FieldKind.Number
                && Currencies.CodeOf(table.Names[column]) is not null
                && !table.Rows.Exists(row => row.Cells.Any(cell => cell.Column == column - 1))
            )
            {
                (parts[column - 1], parts[column]) = (null, parts[column - 1]);
            }
        }
        // "No" may mean a quantity, or the row's number.
        for (var column = 0; column < parts.Length && parts.Count(part => part?.Role == FieldRole.Quantity) > 1; column++)
        {
            if (parts[column] is { Role: FieldRole.Quantity } && CountsRows(table, column))
            {
                parts[column] = null;
            }
        }
        if (!Array.Exists(parts, part => part?.Role == FieldRole.Description))
        {
            var words = Array.FindIndex(parts, part => part is null) is >= 0
                ? Enumerable.Range(0, parts.Length).FirstOrDefault(column => parts[column] is null && All(table, column, IsWords), -1)
                : -1;
            if (words >= 0)
            {
                parts[words] = field.Part(FieldRole.Description);
            }
        }
        TakeFactors(field, table, parts);
        var price = Array.FindIndex(parts, part => part?.Role == FieldRole.UnitPrice);
        if (price >= 0 && !Array.Exists(parts, part => part?.Role is FieldRole.Amount or FieldRole.Quantity))
        {
            parts[price] = field.Part(FieldRole.Amount);
        }
        return parts;
    }

    /// <summary>Beside a column of words a column of codes is no description; a column's own name goes before a similar one.</summary>
    private static void TakeCodes(SchemaField field, ItemTable table, SchemaField?[] parts)
    {
        var said = Enumerable.Range(0, parts.Length).Where(column => parts[column]?.Role == FieldRole.Description).ToArray();
        foreach (var column in said.Where(column => All(table, column, IsCode)))
        {
            if (
                Enumerable
                    .Range(0, parts.Length)
                    .Any(other =>
                        other != column
                        && parts[other]?.Role == FieldRole.Description
                        && All(table, other, IsWords)
                        && !All(table, other, IsCode)
                    )
            )
            {
                parts[column] =
                    CountsRows(table, column) || Array.Exists(parts, part => part?.Role == FieldRole.ArticleNumber)
                        ? null
                        : field.Part(FieldRole.ArticleNumber);
            }
        }
        said = [.. said.Where(column => parts[column]?.Role == FieldRole.Description)];
        if (Array.Exists(said, IsOwn))
        {
            foreach (var column in said.Where(column => !IsOwn(column)))
            {
                parts[column] = null;
            }
        }
        bool IsOwn(int column) => table.Header[column] == parts[column]?.Aliases[0];
    }

    /// <summary>
    /// Whatever the names: the factor of the quantity that gives another column is the price, and that column the amount; the factor of the
    /// price is the quantity.
    /// </summary>
    private static void TakeFactors(SchemaField field, ItemTable table, SchemaField?[] parts)
    {
        var (quantity, price, amount) = (Place(FieldRole.Quantity), Place(FieldRole.UnitPrice), Place(FieldRole.Amount));
        if (quantity >= 0 && !(price >= 0 && amount >= 0 && Multiplies(table, quantity, price, amount)))
        {
            // Columns called amount first, then price; others only if none is called amount.
            var open = Enumerable
                .Range(0, parts.Length)
                .Where(column => parts[column] is null or { Role: FieldRole.Amount or FieldRole.UnitPrice })
                .ToArray();
            var products = open.Where(column => amount < 0 || parts[column] is not null)
                .OrderBy(column =>
                    parts[column]?.Role switch
                    {
                        FieldRole.Amount => 0,
                        FieldRole.UnitPrice => 1,
                        _ => 2,
                    }
                );
            foreach (
                var (product, factor) in products.SelectMany(product =>
                    open.Where(factor => factor != product).Select(factor => (product, factor))
                )
            )
            {
                if (Multiplies(table, quantity, factor, product))
                {
                    Array.ForEach(
                        open,
                        column =>
                            parts[column] =
                                column == product ? field.Part(FieldRole.Amount)
                                : column == factor ? field.Part(FieldRole.UnitPrice)
                                : null
                    );
                    return;
                }
            }
        }
        else if (
            quantity < 0
            && price >= 0
            && amount >= 0
            && Enumerable
                .Range(0, parts.Length)
                .FirstOrDefault(column => parts[column] is null && Multiplies(table, price, column, amount), -1)
                is >= 0
                    and var count
        )
        {
            parts[count] = field.Part(FieldRole.Quantity);
        }
        int Place(FieldRole role) => Array.FindIndex(parts, part => part?.Role == role);
    }

    // Some rows may have a discount, and a quantity of one proves nothing.
    private static bool Multiplies(ItemTable table, int one, int other, int amount)
    {
        var mark = table
            .Rows.SelectMany(row => row.Cells)
            .Select(cell => NumberText.Mark(cell.Text))
            .FirstOrDefault(mark => mark is not null);
        var (holds, fails, telling) = (0, 0, 0);
        foreach (var row in table.Rows)
        {
            if (Value(row, one) is { } a && Value(row, other) is { } b && Value(row, amount) is { } whole)
            {
                var isProduct = Math.Abs(Math.Abs(a * b) - Math.Abs(whole)) <= 0.01m;
                (holds, fails) = isProduct ? (holds + 1, fails) : (holds, fails + 1);
                telling += isProduct && whole != 0 && Math.Abs(a) != 1 && Math.Abs(b) != 1 ? 1 : 0;
            }
        }
        return telling > 0 && holds > fails;

        // Larger numbers are codes, whose product may overflow.
        decimal? Value(ItemRow row, int column) =>
            row
                .Cells.Where(cell => cell.Column == column)
                .Select(cell => Amounts.Value(NumberText.Read(ItemReader.WithoutUnit(cell.Text), mark).Json))
                .FirstOrDefault()
                is { } value
            && Math.Abs(value) < MaxFactor
                ? value
                : null;
    }

    private static bool All(ItemTable table, int column, Func<string, bool> test)
    {
        var any = false;
        foreach (var cell in table.Rows.SelectMany(row => row.Cells).Where(cell => cell.Column == column))
        {
            any = true;
            if (!test(cell.Text))
            {
                return false;
            }
        }
        return any;
    }

    private static bool CountsRows(ItemTable table, int column)
    {
        var count = 0;
        return table.Rows.TrueForAll(row =>
            !row.Cells.Any(cell => cell.Column == column)
            || row.Cells.Any(cell => cell.Column == column && cell.Text.Trim() == (++count).ToString(CultureInfo.InvariantCulture))
        );
    }

    private static bool IsNumber(string text) =>
        NumberText.Read(text, null) is var reading && (reading.Ok || reading.Reason == NumberText.Ambiguous);

    private static bool IsWords(string text) => text.Any(char.IsLetter) && !IsDate(text) && !IsNumber(text);

    private static bool IsCode(string text) =>
        text.Length <= MaxCodeLength && text.AsSpan().ContainsAnyInRange('0', '9') && !text.Contains(' ', StringComparison.Ordinal);

    private static bool IsDate(string text) => DateText.Read(text, dayFirst: true).Ok || DateText.Read(text, dayFirst: false).Ok;
}
