using Strata.Rules.Values;
using Strata.Schemas;

namespace Strata.Rules.Text;

/// <summary>Which mark parts decimals, told by the money of a text where its numbers do not: <c>350,000</c> could be either.</summary>
internal static class MoneyMarks
{
    /// <summary>
    /// By an amount with its currency, <c>¥101,200 (incl. tax)</c>: there the mark groups thousands, and so it does in the rest of the
    /// text. Null where there is none.
    /// </summary>
    public static char? Of(TextSchema schema, IReadOnlyList<LabelledValue> values)
    {
        foreach (var value in values)
        {
            if (
                schema.Reader(value.Folded) is { Field.Kind: FieldKind.Number } reader
                && AmountText.Read(reader, schema, value.Text, default, out var length) is { Ok: true, Currency.Length: > 0 }
                && value.Text.AsSpan(0, length).LastIndexOfAny('.', ',') is > 0 and var mark
            )
            {
                return Other(value.Text[mark]);
            }
        }
        return null;
    }

    /// <summary>
    /// By the one currency that the text names, where that has no smaller coin. Null where it has one, or no number could be either.
    /// </summary>
    public static char? Of(CountryHints countries, IReadOnlyList<LabelledValue> values, IReadOnlyList<ItemTable> tables)
    {
        if (countries.Named() is not var (code, _) || !Currencies.IsWhole(code))
        {
            return null;
        }
        var cells = tables.SelectMany(table => table.Rows).SelectMany(row => row.Cells).Select(cell => cell.Text);
        return
            values
                .Select(value => value.Text)
                .Concat(cells)
                .FirstOrDefault(text => NumberText.Read(text, null).Reason == NumberText.Ambiguous)
                is { } number
            ? Other(number[number.AsSpan().LastIndexOfAny('.', ',')])
            : null;
    }

    private static char Other(char mark) => mark == ',' ? '.' : ',';
}
