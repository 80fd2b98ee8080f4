using System.Text.RegularExpressions;
using Strata.Rules.Values;

namespace Strata.Rules.Text;

/// <summary>
/// Reads a number after a label. Only known additions may follow (a remark in brackets, a mark of credit or debit, a due day, included
/// tax): anything else may change the meaning (<c>100 to 200</c>), so there is no value.
/// </summary>
internal static class AmountText
{
    public const string SaysMore = "what follows the number says more than the field holds";

    private const int MaxLength = 200;
    private const int MaxWords = 8;
    private const int MaxBesideDay = 4;

    private const RegexOptions Linear =
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    // Words for a currency, and for included tax.
    private static readonly Regex Known = new(
        @"^([*†]+|only|/-|euros?|dollars?|pounds?( sterling)?|francs?|franken|kronor|kroner|rupees|yen"
            + @"|(incl|inkl|inc|including|inclusive|inklusive|includes|included|ttc|brutto|gross|iva inclu[ií]d[oa]|iva inclusa|iva compresa|tva (comprise|incluse)|mit (mwst|ust)|m\. moms|ink|ind|zawiera|s dph|vč)\b.*)$",
        Linear
    );

    private static readonly Regex WithoutTax = new(
        @"^(excl|exkl|ex|excluding|exclusive|before|ht|hors|net|netto|ohne|zzgl|zuzüglich|plus|sin|sem|senza|zonder|bez|ekskl)\b.*$",
        Linear
    );

    /// <param name="length">Length of the text to read the number from.</param>
    public static Reading Read(ValueReader reader, TextSchema schema, string text, in Notation notation, out int length)
    {
        length = text.Length;
        var reading = reader.ReadText(text, notation);
        if (reading.Ok || reading.Reason != NumberText.Unreadable || text.Length > MaxLength)
        {
            return reading;
        }
        if (
            AmountSide.Of(text) is var (amount, mark)
            && reader.ReadText(text.AsSpan(0, amount), notation) is var marked
            && (marked.Ok || marked.Reason == NumberText.Ambiguous)
        )
        {
            return AmountSide.Signed(marked, text.AsSpan(0, amount), schema.Schema, reader.Field, mark);
        }
        foreach (var end in Ends(text))
        {
            var number = text.AsSpan(0, end).TrimEnd(".,;");
            if (number.Length > 0 && reader.ReadText(number, notation) is var read && (read.Ok || read.Reason == NumberText.Ambiguous))
            {
                length = number.Length;
                var isBeforeTax = reader == schema.Subtotal && WithoutTax.IsMatch(text.AsSpan(number.Length).Trim(" .,;–—-"));
                return isBeforeTax || IsKnown(text[number.Length..]) ? read : Reading.Not(SaysMore);
            }
        }
        return reading;
    }

    /// <summary>Whether a text begins with an amount, whatever follows.</summary>
    public static bool Begins(string text)
    {
        foreach (var end in text.Length > MaxLength ? [] : Ends(text))
        {
            if (Amounts.IsOne(text.AsSpan(0, end).TrimEnd(".,;")))
            {
                return true;
            }
        }
        return false;
    }

    private static bool IsKnown(string text)
    {
        // A bracket opened before the label.
        var rest = text.AsSpan().Trim(" .,;–—\u00a0").TrimStart(")）");
        if (rest.IsEmpty || Known.IsMatch(rest))
        {
            return true;
        }
        if (rest[0] is '(' or '（' or '[')
        {
            return rest[^1] is ')' or '）' or ']';
        }
        // "due June 1, 2026".
        if (ProseValues.DatesAt(rest.ToString()).ToArray() is not [var (start, length)])
        {
            return false;
        }
        var before = rest[..start].Trim();
        return rest[(start + length)..].Trim(" .,;").IsEmpty
            && !before.ContainsAnyInRange('0', '9')
            && before.Count(' ') < MaxBesideDay
            && AmountSide.Of($"1 {before}") is null;
    }

    // Ends of words, last first: the longest number is the intended one.
    private static List<int> Ends(string text)
    {
        var ends = new List<int> { text.Length };
        for (var at = text.Length - 1; at > 0; at--)
        {
            if (
                char.IsWhiteSpace(text[at]) && !char.IsWhiteSpace(text[at - 1])
                || text[at] is '(' or '（' && !char.IsWhiteSpace(text[at - 1])
                || text[at] is ')' or '）' && text.AsSpan(0, at).IndexOfAny('(', '（') < 0
            )
            {
                ends.Add(at);
            }
        }
        return ends.Count > MaxWords ? ends[^MaxWords..] : ends;
    }
}
