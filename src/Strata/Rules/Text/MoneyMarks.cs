using Strata.Rules.Values;
using Strata.Schemas;

namespace Strata.Rules.Text;

/// <summary>Finds the decimal mark by the text's money if its numbers are ambiguous, as <c>350,000</c> is.</summary>
internal static class MoneyMarks
{
    /// <summary>
    /// Decides by an amount with its currency, <c>¥101,200 (incl. tax)</c>: the mark groups thousands there, and so in the whole text. Null
    /// if there is none.
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

    /// <summary>Decides by the text's one currency, if it has no decimals. Null if it has, or no number is ambiguous.</summary>
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
