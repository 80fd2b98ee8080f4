using Strata.Rules.Values;
using Strata.Schemas;

namespace Strata.Rules.Text;

/// <summary>
/// Determines the signs of a table's amounts: a heading above gives their direction, or the table states what is owed, as cards do:
/// payments and credits negative, purchases positive.
/// </summary>
internal sealed class TableSigns
{
    private readonly SchemaDefinition _schema;
    private readonly ItemTable _table;

    /// <summary>Headings of money out above amounts without any sign.</summary>
    private readonly HashSet<TableHeading> _unsigned;

    /// <param name="isCard">Whether the text is the statement of a card.</param>
    public TableSigns(SchemaDefinition schema, ItemTable table, bool isCard)
    {
        (_schema, _table) = (schema, table);
        var sections = table.Rows.Where(row => AmountOf(row) is not null).ToLookup(row => row.Heading);
        _unsigned =
        [
            .. sections
                .Where(section => section.Key is { IsOut: true } && !section.Any(HasSign))
                .Select(section => section.Key)
                .OfType<TableHeading>(),
        ];
        var moneyIn = sections.Where(section => section.Key is { IsOut: false }).SelectMany(section => section).ToList();
        var rest = sections[null].ToList();

        // Under headings both sides decide; without, most rows are purchases, which have no plus or debit mark.
        AreOwed =
            _unsigned.Count > 0 && moneyIn.Count > 0 && moneyIn.TrueForAll(HasMinus) && (rest.Count == 0 || rest.TrueForAll(HasMinus))
            || isCard && _unsigned.Count > 0 && moneyIn.Count == 0 && rest.Count > 0 && rest.TrueForAll(HasMinus)
            || isCard
                && sections.All(section => section.Key is null)
                && rest.Count(IsTakenOff) is > 0 and var off
                && off * 2 < rest.Count
                && rest.TrueForAll(row => IsTakenOff(row) || !HasSign(row));
    }

    /// <summary>Whether amounts are stated as owed.</summary>
    public bool AreOwed { get; }

    public List<Block> Of(List<Block> rows) =>
        AreOwed || _unsigned.Count > 0
            ?
            [
                .. rows.Select(
                    (row, i) =>
                        row with
                        {
                            Fields =
                            [
                                .. row.Fields.Select(field =>
                                    IsMoved(field.Name) && field.Text.AsSpan().ContainsAnyInRange('1', '9')
                                        ? Signed(field, _table.Rows[i])
                                        : field
                                ),
                            ],
                        }
                ),
            ]
            : rows;

    private RecordField Signed(in RecordField field, ItemRow row)
    {
        var isUnsigned = row.Heading is { IsOut: true } heading ? _unsigned.Contains(heading) : AreOwed && !HasSign(row);
        return isUnsigned ? field with { Text = "-" + field.Text.Trim(), IsInferred = true }
            : AreOwed && HasMinus(row) ? field with { Text = Plain(field.Text), IsInferred = true }
            : field;
    }

    private static string Plain(string text) => string.Concat(text.Where(c => c is not ('-' or '−' or '–' or '(' or ')'))).Trim();

    private string? AmountOf(ItemRow row)
    {
        var amount = row.Cells.FirstOrDefault(cell => cell.Column >= 0 && IsMoved(_table.Names[cell.Column])).Text;
        return amount.AsSpan().ContainsAnyInRange('1', '9') ? amount : null;
    }

    private bool HasSign(ItemRow row) => AmountOf(row) is { } amount && AmountSide.HasSign(amount);

    private bool HasMinus(ItemRow row) =>
        AmountOf(row) is { } amount && amount.AsSpan().ContainsAny("-−–(") && AmountSide.Of(amount.Trim()) is null;

    /// <summary>Whether a minus or credit mark reduces what is owed.</summary>
    private bool IsTakenOff(ItemRow row) =>
        HasMinus(row)
        || AmountOf(row) is { } amount && AmountSide.Of(amount.Trim()) is var (_, mark) && mark[0] is 'C' or 'c' or 'H' or 'h';

    private bool IsMoved(string name) => FieldMatch.Find(_schema, name) is { Signed: true };
}
