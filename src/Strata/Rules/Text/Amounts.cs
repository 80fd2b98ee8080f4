using Strata.Rules.Values;

namespace Strata.Rules.Text;

/// <summary>Recognises amounts of money: a number with decimals or a currency, perhaps followed by a tax class.</summary>
internal static class Amounts
{
    private const int MaxClassLength = 2;

    /// <summary>Limit for arithmetic: sums and products below it fit a decimal.</summary>
    private const decimal Max = 1e18m;

    /// <summary>Signs of currencies without decimals.</summary>
    private const string WholeSigns = "¥￥円₩원";

    /// <summary>Returns a JSON number for arithmetic; null if it is none, or too large.</summary>
    public static decimal? Value(string? json) =>
        decimal.TryParse(json, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < Max ? number : null;

    public static bool IsOne(ReadOnlySpan<char> text) =>
        text.ContainsAnyInRange('0', '9')
        && NumberText.Read(text, null) is var reading
        && (reading.Ok || reading.Reason == NumberText.Ambiguous)
        && (text.ContainsAny('.', ',') || reading.Currency.Length > 0 && text.IndexOfAny(WholeSigns) >= 0);

    /// <summary>Returns the length of an amount without its trailing tax class (<c>1,29 A</c>, <c>1.29*</c>); 0 if there is none.</summary>
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
    /// Returns the start of the trailing amount, with or without a wide gap before it (<c>Milk 1.29 A</c>); -1 if there is none.
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
                // The text before the gap may belong to the amount: "5 100,00", "€ 12.50".
                var wider = text[..at].LastIndexOf(' ') + 1;
                return wider > 0 && at - wider <= 4 && IsOne(text[wider..(at + 1 + Length(tail))]) && !IsPlainWord(text[wider..at])
                    ? wider
                    : at + 1;
            }
        }
        return -1;
    }

    /// <summary>Returns the last of several amounts after one label, which is their result.</summary>
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
