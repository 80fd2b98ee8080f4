using System.Text.RegularExpressions;
using Strata.Rules.Values;

namespace Strata.Rules.Text;

/// <summary>Recognises numbers, codes and names: <c>A 1234</c>, <c>FT 2026/318</c>, <c>51 824 753 556</c>.</summary>
internal static class CodeText
{
    private const int MaxLength = 34;
    private const int MaxWords = 6;
    private const int LongLabel = 4;
    private const int MinDigits = 5;
    private const int MaxPrefixLength = 4;
    private const int MaxTermLength = 24;

    /// <summary>
    /// Whether a text begins like a value without a colon: with figures, a date, a code, an e-mail address or a currency.
    /// </summary>
    public static bool Begins(ReadOnlySpan<char> text)
    {
        var space = text.IndexOfAny(' ', '\u00a0');
        var word = space < 0 ? text : text[..space];
        var plain = word.TrimEnd(",.");
        return word.ContainsAnyInRange('0', '9')
            || word.Contains('@')
            || Currencies.AtStart(text, out _) > 0
            || Currencies.IsCode(plain)
            || IsBank(text)
            || text.ContainsAnyInRange('0', '9')
                && (
                    MonthNames.Month(plain) > 0
                    || MonthNames.IsDay(plain)
                    || MonthNames.IsSmall(plain)
                    || word.Length <= MaxPrefixLength && !word.ContainsAnyExceptInRange('A', 'Z')
                );
    }

    private static readonly Regex Labelled = new(
        @"^(?<code>\S*\d\S*)\s+\p{Lu}[\p{L}.-]+:\s",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    );

    /// <summary>Returns the length of a code that another label and value follow (<c>4402 Zimmer: 17</c>); 0 if none.</summary>
    public static int BeforeLabel(string text) =>
        text.Length < 200 && Labelled.Match(text) is { Success: true } match ? match.Groups["code"].Length : 0;

    private static readonly Regex Worded = new(
        @"^(?<code>[0-9]{8,14}) (?<word>\p{Lu}[\p{Lu}.]+) ",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    );

    /// <summary>
    /// Returns the length of a number of digits that another number's name follows (<c>03311870366 REA MO-377120</c>); 0 if none.
    /// </summary>
    public static int BeforeWord(string text) => Worded.Match(text) is { Success: true } match ? match.Groups["code"].Length : 0;

    private static readonly Regex Placed = new(
        @"^(?<name>\p{L}[\p{L}.'’ -]*?)\s+(Table|Tbl|Guests?|Covers?|Check|Register|Reg|Terminal|Till|Station|Tisch|Gäste|Kasse|Mesa|Caja|Caisse|Tavolo|Cassa|Tafel|Kassa|Bord)\b[ .:#]*\d+$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    );

    /// <summary>Returns the length of a name that a table or till number follows (<c>Dana Table 12</c>); 0 if none.</summary>
    public static int BeforePlace(string text) =>
        text.Length < 80 && Placed.Match(text) is { Success: true } match ? match.Groups["name"].Length : 0;

    /// <summary>Returns the start of a number after a word for it (<c>Nº 0231-118</c>); 0 if none.</summary>
    public static int WithoutWord(string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        return
            space > 0
            && space + 1 < text.Length
            && char.IsAsciiDigit(text[space + 1])
            && text[..space].ToUpperInvariant() is "NO" or "NO." or "NR" or "NR." or "Nº" or "N°" or "N.º" or "#" or "№"
            ? space + 1
            : 0;
    }

    /// <summary>Whether the text has the shape of a bank code (ISO 9362).</summary>
    public static bool IsBank(ReadOnlySpan<char> text) =>
        text.Length is 8 or 11
        && !text[..6].ContainsAnyExceptInRange('A', 'Z')
        && text[6..].IndexOfAnyExcept("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") < 0;

    /// <summary>Returns the length of a name of one to three capitalised words with only an amount after it; 0 if none.</summary>
    public static int NameLength(ReadOnlySpan<char> text)
    {
        var amount = Amounts.StartAtEnd(text);
        var name = (amount > 0 ? text[..amount] : text).TrimEnd(" .!");
        var words = 0;
        foreach (var word in name.Split(' '))
        {
            if (++words > 3 || name[word].IsEmpty || !char.IsUpper(name[word][0]) || name[word].ContainsAnyInRange('0', '9'))
            {
                return 0;
            }
        }
        return name.Length;
    }

    /// <summary>
    /// Returns the length of a leading means of payment, alone or before a dash, comma or end of sentence (<c>virement bancaire – IBAN
    /// …</c>); 0 if none.
    /// </summary>
    public static int MeansLength(ReadOnlySpan<char> text)
    {
        foreach (var mark in (ReadOnlySpan<string>)[" – ", " — ", " - ", ",", ". ", "."])
        {
            var end = text.IndexOf(mark);
            if (end > 0 && PaymentMeans.Contains(text[..end]))
            {
                return end;
            }
        }
        return PaymentMeans.Contains(text) ? text.Length : 0;
    }

    private static readonly Regex Days = new(
        @"(^|[\s,])((?<join>a|à|in|within|innerhalb( von)?|binnen|inom|ved) )?\d{1,3} ?(gg\.?|giorni|days?|tagen?|tg\.?|jours|días|dias|dagen|dage|dagar|dager|dni|pv|päivää|nap(on|os)?)(\W.*)?$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    );

    /// <summary>
    /// Returns the start of a number of days in payment terms, with the word before it (<c>bonifico bancario a 30 gg.</c>); -1 if none.
    /// </summary>
    public static int DaysAt(string text) => text.Length < 80 && Days.Match(text) is { Success: true } match ? match.Index : -1;

    /// <summary>
    /// Returns the length of the means of payment before its days or account (<c>bonifico bancario a 30 gg.</c>); 0 if neither follows.
    /// </summary>
    public static int MeansEnd(string text) =>
        DaysAt(text) is > 0 and var days && PaymentMeans.Contains(text.AsSpan(0, days)) ? text.AsSpan(0, days).TrimEnd(" ,").Length
        : IbanText.Find(text) is (> 0 and var account, _) ? text.AsSpan(0, account).TrimEnd(" :,–-").Length
        : 0;

    private static readonly Regex Term = new(
        @"^(\p{L}{2,10} \d{1,3}|(\p{L}{2,10} )?\d{1,3} \p{L}+\.?( \p{L}+){0,2})$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    );

    /// <summary>Whether a text is a term of payment: <c>30 dagar netto</c>, <c>Net 30</c>.</summary>
    public static bool IsTerm(string text) => text.Length <= MaxTermLength && Term.IsMatch(text);

    /// <param name="label">Length of the label before it: after a short one only a long number is certain.</param>
    public static bool IsOne(ReadOnlySpan<char> text, int label)
    {
        var (words, digits) = (1, 0);
        var isCode = text.Length is > 0 and <= MaxLength;
        foreach (var c in text)
        {
            words += c == ' ' ? 1 : 0;
            digits += char.IsAsciiDigit(c) ? 1 : 0;
            isCode &= char.IsAsciiDigit(c) || char.IsUpper(c) || c is ' ' or '.' or '-' or '/' or '_' or '#';
        }
        return digits > 0 && (words == 1 && text.Length > 1 || isCode && words <= MaxWords) && (label > LongLabel || digits >= MinDigits);
    }
}
