using System.Text.RegularExpressions;
using Strata.Interpretation;
using Strata.Rules.Values;

namespace Strata.Rules.Text;

/// <summary>Quantity and unit price in a line of their own beside an item: <c>4 x 2,79</c>, <c>0,846 kg x 2,99 EUR/kg</c>.</summary>
internal sealed record UnitPriceLine(ItemCell Count, ItemCell Price, decimal Product)
{
    private const int CountColumn = 1;
    private const int PriceColumn = 2;

    /// <summary>Rounding tolerance.</summary>
    private const decimal Cent = 0.01m;

    private static readonly Regex Shape = new(
        @"^(?<count>\d{1,4}([.,]\d{1,3})?)\s?(kg|g|l|st\.?|stk\.?|pcs|un\.?|kpl|szt\.?|ks)?\s?(x|X|×|\*|@|à|á|a)\s?(€|EUR|£|\$)?\s?(?<price>\d+[.,]\d{2,3})(\s?(€|EUR|zł|kr|£|\$|Kč))?(\s?/\s?(kg|l|st|stk|un))?$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    );

    private static readonly Regex Behind = new(
        @"^(?<text>\p{L}.*\S)\s+(?<count>\d{1,3})\s?(x|×|\*)\s?(?<price>\d+[.,]\d{2})$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    );

    /// <summary>
    /// Splits a name and the numbers after it in one cell if they give the amount (JSON): <c>Cappuccino 2 x 1,60</c>; else null.
    /// </summary>
    public static (string Name, string Count, string Price)? Within(string text, string amount)
    {
        var match = Behind.Match(text);
        return
            match.Success
            && Json(match.Groups["count"].Value) is { } count
            && Json(match.Groups["price"].Value) is { } price
            && Amounts.Value(count) * Amounts.Value(price) is { } product
            && product == Amounts.Value(amount)
            ? (match.Groups["text"].Value, count, price)
            : null;
    }

    public static UnitPriceLine? Of(TextLine line, InterpretedText source)
    {
        var text = line.Text.Trim();
        if (
            Shape.Match(text) is not { Success: true } match
            || Value(match.Groups["count"].Value) is not { } count
            || Value(match.Groups["price"].Value) is not { } price
        )
        {
            return null;
        }
        var offset = line.Text.Length - line.Text.TrimStart().Length;
        return new(Cell("count", CountColumn), Cell("price", PriceColumn), count * price);

        ItemCell Cell(string name, int column)
        {
            var (raw, range) = source.Part(line.Text, line.Range, offset + match.Groups[name].Index, match.Groups[name].Length);
            return new(column, raw, range);
        }
    }

    /// <summary>Returns a row with both added if they give its amount; null if not, or if it has them.</summary>
    public ItemRow? With(ItemRow row) =>
        row.Cells is [var text, var amount] && Value(amount.Text) is { } whole && Math.Abs(Product - whole) <= Cent
            ? row with
            {
                Cells = [text, Count, Price, amount],
            }
            : null;

    private static decimal? Value(string text) => Amounts.Value(Json(text));

    private static string? Json(string text) =>
        NumberText.Read(text, text.LastIndexOfAny(['.', ',']) is >= 0 and var at ? text[at] : null).Json;
}
