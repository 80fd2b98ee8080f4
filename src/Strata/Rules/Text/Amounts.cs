using Strata.Rules.Values;

namespace Strata.Rules.Text;

/// <summary>
/// Amounts of money as papers print them: a number with decimals or a currency, perhaps with the letter of its tax class behind it.
/// </summary>
internal static class Amounts
{
    private const int MaxClassLength = 2;

    /// <summary>More than is reckoned with: sums and multiples of less stay within a decimal.</summary>
    private const decimal Max = 1e18m;

    /// <summary>Signs of currencies that have no smaller coin.</summary>
    private const string WholeSigns = "¥￥円₩원";

    /// <summary>A number of JSON to reckon with; null where it is none, or too large.</summary>
    public static decimal? Value(string? json) =>
        decimal.TryParse(json, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < Max ? number : null;

    public static bool IsOne(ReadOnlySpan<char> text) =>
        text.ContainsAnyInRange('0', '9')
        && NumberText.Read(text, null) is var reading
        && (reading.Ok || reading.Reason == NumberText.Ambiguous)
        && (text.ContainsAny('.', ',') || reading.Currency.Length > 0 && text.IndexOfAny(WholeSigns) >= 0);

    /// <summary>
    /// The length of an amount without the tax class that tills print behind it: <c>1,29 A</c>, <c>1.29*</c>; 0 where it is none.
    /// </summary>
    public static int Length(ReadOnlySpan<char> text)
    {
        if (IsOne(text))
        {
            return text.Length;
        }
        var end = text.Length;
        while (
            end > 0
            && text.Length - end <= MaxClassLength
            && (
                char.IsAsciiLetterUpper(text[end - 1])
                || text[end - 1] is '*' or ' ' or '#' or '※' or '軽'
                || char.IsAsciiDigit(text[end - 1]) && end > 1 && text[end - 2] == ' '
            )
        )
        {
            end--;
            if (IsOne(text[..end].TrimEnd()))
            {
                return text[..end].TrimEnd().Length;
            }
        }
        return 0;
    }

    /// <summary>
    /// Where the amount begins that the text ends with, with or without a wide gap before it: <c>Milk 1.29 A</c>; -1 where there is none.
    /// </summary>
    public static int StartAtEnd(ReadOnlySpan<char> text)
    {
        text = text.TrimEnd();
        var spaces = 0;
        for (var at = text.Length - 1; at > 0 && spaces <= 3; at--)
        {
            if (!char.IsWhiteSpace(text[at]))
            {
                continue;
            }
            spaces++;
            var tail = text[(at + 1)..];
            if (Length(tail) > 0 && !tail.ContainsAny("%"))
            {
                // "5 100,00", "€ 12.50", "kr 12,50", "-  3.00": what stands before the gap may belong to it.
                var wider = text[..at].LastIndexOf(' ') + 1;
                return wider > 0 && at - wider <= 4 && IsOne(text[wider..(at + 1 + Length(tail))]) && !IsPlainWord(text[wider..at])
                    ? wider
                    : at + 1;
            }
        }
        return -1;
    }

    /// <summary>"Total  100.00  20.00  120.00": of several amounts behind one label the last is what they come to.</summary>
    public static int LastOf(string text, List<(int Start, int Length)> segments, int at)
    {
        while (
            at + 1 < segments.Count
            && IsOne(text.AsSpan(segments[at].Start, segments[at].Length))
            && IsOne(text.AsSpan(segments[at + 1].Start, segments[at + 1].Length))
        )
        {
            at++;
        }
        return at;
    }

    public static bool ContainsLetter(this ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (char.IsLetter(c))
            {
                return true;
            }
        }
        return false;
    }

    private static bool IsPlainWord(ReadOnlySpan<char> text) => text.Length > 0 && char.IsAsciiDigit(text[0]) && text.Length > 3;
}
