using System.Text.RegularExpressions;
using Strata.Interpretation;
using Strata.Rules.Records;
using Strata.Rules.Values;
using Strata.Schemas;

namespace Strata.Rules.Text;

/// <summary>Reads line items into a schema's array of objects, and sums them up.</summary>
internal sealed class ItemReader
{
    private const int MinParts = 2;

    private static readonly Regex Unit = new(
        @"^(?<number>[0-9][0-9.,\s]*)\s*(?<unit>\p{L}{1,8}[²³]?\.?)$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    );

    private readonly SortedDictionary<string, decimal> _sums = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unsummed = new(StringComparer.Ordinal);

    /// <summary>Whether some item has a description or quantity: rates with amounts are taxes.</summary>
    private bool _isNamed;

    private ItemReader(SchemaField field) => Field = field;

    public SchemaField Field { get; }

    /// <summary>Canonical JSON of the array.</summary>
    public string Json { get; private set; } = "[]";
    public int Count { get; private set; }
    public ByteRange Range { get; private set; }
    public int Block { get; private set; }

    /// <summary>Cells without a part: undeclared columns, and values that did not read.</summary>
    public List<FoundFragment> Fragments { get; } = [];

    /// <summary>Whether some cell of a declared part did not read.</summary>
    public bool HasMisfits { get; private set; }

    /// <summary>Reads the first array of the schema with at least two parts in a table's header; null if there is none.</summary>
    public static ItemReader? Read(SchemaDefinition schema, IReadOnlyList<ItemTable> tables, Notation document, bool? dayFirst)
    {
        foreach (var table in tables)
        {
            if (ArrayOf(schema, table) is { } field)
            {
                var reader = new ItemReader(field);
                if (reader.Take(table, document, dayFirst))
                {
                    return reader;
                }
            }
        }
        return null;
    }

    /// <summary>Returns the array of the schema whose objects are the table's rows.</summary>
    public static SchemaField? ArrayOf(SchemaDefinition schema, ItemTable table) =>
        table.Rows.Count == 0
            ? null
            : schema
                .FieldOrder.Select(name => schema.Fields[name])
                .FirstOrDefault(field => table.Header.Count(name => Part(field, name) is not null) >= MinParts);

    /// <summary>Whether some item has this part as a number.</summary>
    public bool HasPart(FieldRole role) => Field.Part(role) is { } part && _sums.ContainsKey(part.Name);

    /// <summary>Sums of the parts that all items have.</summary>
    public ItemTotals Totals => new(Field, Count, _sums.Where(sum => !_unsummed.Contains(sum.Key)).ToDictionary(StringComparer.Ordinal));

    /// <summary>A number without the unit behind it: <c>1,312 kWh</c>.</summary>
    internal static string WithoutUnit(string text) =>
        Unit.Match(text) is { Success: true } match ? match.Groups["number"].Value.TrimEnd() : text;

    internal static SchemaField? Part(SchemaField field, string folded) =>
        field.Parts.FirstOrDefault(part => part.Aliases.Contains(folded, StringComparer.Ordinal));

    private bool Take(ItemTable table, Notation document, bool? dayFirst)
    {
        var readers = ItemColumns.Of(Field, table).Select(part => part is null ? null : new ValueReader(part)).ToArray();
        var notations = readers.Select((reader, column) => NotationOf(reader, column, table, document, dayFirst)).ToArray();
        var items = new List<string>();
        ItemRow? first = null,
            last = null;
        foreach (var row in table.Rows.Take(End(table, readers, notations)))
        {
            var left = new List<FoundFragment>();
            if (
                Item(row, readers, notations, (column, cell, reason) => left.Add(Left(table, items.Count, column, cell, reason))) is
                { } item
            )
            {
                Fragments.AddRange(left);
                HasMisfits |= left.Exists(fragment => !ReferenceEquals(fragment.Reason, Column.NotDeclared));
                items.Add(item);
                (first, last) = (first ?? row, row);
            }
        }
        if (first is null || last is null || !_isNamed)
        {
            return false;
        }
        Count = items.Count;
        Json = $"[{string.Join(',', items)}]";
        Range = new(first.Range.Start, last.Range.End - first.Range.Start);
        Block = first.Block;
        return true;
    }

    /// <summary>
    /// Returns the end of the items: trailing rows with a single number, or without text if the first row has some, are sums.
    /// </summary>
    private static int End(ItemTable table, ValueReader?[] readers, Notation[] notations)
    {
        var end = table.Rows.Count;
        while (
            end > 1
            && (
                Read(table.Rows[end - 1]) == 1 && Read(table.Rows[0]) > MinParts
                || HasWords(table.Rows[0]) && !HasWords(table.Rows[end - 1])
            )
        )
        {
            end--;
        }
        return end;

        bool HasWords(ItemRow row) => row.Cells.Any(cell => cell.Column >= 0 && readers[cell.Column]?.Field.Kind == FieldKind.String);

        int Read(ItemRow row) =>
            row.Cells.Count(cell => cell.Column >= 0 && readers[cell.Column]?.ReadText(cell.Text, notations[cell.Column]).Ok is true);
    }

    private static Notation NotationOf(ValueReader? reader, int column, ItemTable table, Notation document, bool? dayFirst)
    {
        var votes = default(NotationVotes);
        foreach (var cell in table.Rows.SelectMany(row => row.Cells).Where(cell => cell.Column == column && reader is not null))
        {
            votes.Add(reader?.Field.Kind ?? FieldKind.Any, cell.Text);
        }
        var own = votes.Or(default);
        return new(dayFirst ?? reader?.Field.DayFirst ?? own.DayFirst ?? document.DayFirst, own.DecimalMark ?? document.DecimalMark);
    }

    /// <summary>Keeps a cell beside its item: <c>items[2].Menge</c>.</summary>
    private FoundFragment Left(ItemTable table, int item, int column, ItemCell cell, string reason)
    {
        var name = column >= 0 ? table.Names[column] : "?";
        return new(
            string.Create(CultureInfo.InvariantCulture, $"{Field.Name}[{item}].{name}"),
            JsonString.Quote(cell.Text),
            reason,
            cell.Text,
            cell.Range
        );
    }

    /// <summary>Returns the canonical JSON of a row; null if none of its numbers reads.</summary>
    /// <param name="leave">Called for each cell without a part, with the reason.</param>
    private string? Item(ItemRow row, ValueReader?[] readers, Notation[] notations, Action<int, ItemCell, string> leave)
    {
        var parts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var description = "";
        var numbers = 0;
        foreach (var cell in row.Cells)
        {
            if (cell.Column < 0 || readers[cell.Column] is not { } reader)
            {
                leave(cell.Column, cell, Column.NotDeclared);
                continue;
            }
            var reading = reader.ReadText(cell.Text, notations[cell.Column]);
            if (
                !reading.Ok
                && reader.Field.Role == FieldRole.Quantity
                && Unit.Match(cell.Text) is { Success: true } counted
                && Field.Part(FieldRole.Unit) is { } unit
                && !parts.ContainsKey(unit.Name)
                && reader.ReadText(counted.Groups["number"].ValueSpan, notations[cell.Column]) is { Ok: true } number
            )
            {
                // "10 ks", "4,5 h": the unit stands in the cell of what it counts.
                reading = number;
                parts.Add(unit.Name, JsonString.Quote(counted.Groups["unit"].ValueSpan));
            }
            if (reading.IsPercent && Field.Sums.ContainsKey(reader.Field.Name))
            {
                leave(cell.Column, cell, Records.Column.NoAmount);
            }
            else if (reading.Json is not { } json)
            {
                leave(cell.Column, cell, reading.Reason ?? "");
            }
            else if (parts.TryAdd(reader.Field.Name, json))
            {
                description = reader.Field.Role == FieldRole.Description ? cell.Text.Trim() : description;
                _isNamed |= reader.Field.Kind == FieldKind.String || reader.Field.Role == FieldRole.Quantity;
                numbers += reader.Field.Kind is FieldKind.Number or FieldKind.Integer ? 1 : 0;
            }
            else if (parts[reader.Field.Name] != json)
            {
                leave(cell.Column, cell, $"'{reader.Field.Name}' is filled by another column");
            }
        }
        if (numbers == 0)
        {
            return null;
        }
        if (
            Field.Part(FieldRole.Description) is { Name: var what }
            && Field.Part(FieldRole.Quantity) is { Name: var quantity }
            && Field.Part(FieldRole.UnitPrice) is { Name: var unitPrice }
            && Field.Part(FieldRole.Amount) is { Name: var total }
            && !parts.ContainsKey(quantity)
            && !parts.ContainsKey(unitPrice)
            && parts.TryGetValue(total, out var amount)
            && UnitPriceLine.Within(description, amount) is var (name, count, price)
        )
        {
            (parts[what], parts[quantity], parts[unitPrice]) = (JsonString.Quote(name), count, price);
        }
        foreach (var number in Field.Parts.Where(part => part.Kind is FieldKind.Number or FieldKind.Integer).Select(part => part.Name))
        {
            AddUp(number, parts.GetValueOrDefault(number));
        }
        var text = new StringBuilder("{");
        foreach (var (part, json) in parts)
        {
            text.Append(text.Length > 1 ? "," : "").Append(JsonString.Quote(part)).Append(':').Append(json);
        }
        return text.Append('}').ToString();
    }

    private void AddUp(string part, string? json)
    {
        if (Amounts.Value(json) is { } number)
        {
            _sums[part] = _sums.GetValueOrDefault(part) + number;
        }
        else
        {
            _unsummed.Add(part);
        }
    }
}
