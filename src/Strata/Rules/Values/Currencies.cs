namespace Strata.Rules.Values;

/// <summary>
/// Currency marks and their ISO 4217 codes. By convention <c>$</c> alone is USD and <c>¥</c> JPY; shared marks without a convention
/// (<c>kr</c>) mean money but no code.
/// </summary>
internal static class Currencies
{
    // Longest first, since one mark may be a prefix of another.
    private static readonly (string Mark, string Code)[] Marks =
    [
        ("US$", "USD"),
        ("CA$", "CAD"),
        ("AU$", "AUD"),
        ("NZ$", "NZD"),
        ("HK$", "HKD"),
        ("NT$", "TWD"),
        ("MX$", "MXN"),
        ("SFr.", "CHF"),
        ("R$", "BRL"),
        ("A$", "AUD"),
        ("C$", "CAD"),
        ("S$", "SGD"),
        ("Fr.", "CHF"),
        ("zł", "PLN"),
        ("Kč", "CZK"),
        ("Ft", "HUF"),
        ("lei", "RON"),
        ("лв.", "BGN"),
        ("лв", "BGN"),
        ("руб.", "RUB"),
        ("kr.", ""),
        ("kr", ""),
        ("Euro", "EUR"),
        ("€", "EUR"),
        ("$", "USD"),
        ("£", "GBP"),
        ("¥", "JPY"),
        ("￥", "JPY"),
        ("円", "JPY"),
        ("元", "CNY"),
        ("₹", "INR"),
        ("₽", "RUB"),
        ("₩", "KRW"),
        ("원", "KRW"),
        ("₺", "TRY"),
        ("₪", "ILS"),
        ("Rs.", "INR"),
        ("Rs", "INR"),
        ("TL", "TRY"),
        ("฿", "THB"),
        ("₫", "VND"),
        ("₴", "UAH"),
        ("грн.", "UAH"),
        ("грн", "UAH"),
        ("Rp.", "IDR"),
        ("Rp", "IDR"),
        ("₱", "PHP"),
        ("₦", "NGN"),
        ("₸", "KZT"),
        ("₾", "GEL"),
    ];

    /// <summary>Currencies with three decimals.</summary>
    public static bool HasThousandths(string code) => code is "BHD" or "IQD" or "JOD" or "KWD" or "LYD" or "OMR" or "TND";

    /// <summary>Currencies without decimals (ISO 4217).</summary>
    public static bool IsWhole(string code) =>
        code
            is "BIF"
                or "CLP"
                or "DJF"
                or "GNF"
                or "ISK"
                or "JPY"
                or "KMF"
                or "KRW"
                or "PYG"
                or "RWF"
                or "UGX"
                or "VND"
                or "VUV"
                or "XAF"
                or "XOF"
                or "XPF";

    /// <summary>Whether several currencies use the mark, so that a code beside it decides.</summary>
    public static bool IsShared(ReadOnlySpan<char> mark) =>
        mark is "$" or "¥" or "￥" or "£"
        || mark.StartsWith("Rs", StringComparison.Ordinal)
        || mark.StartsWith("kr", StringComparison.OrdinalIgnoreCase);

    public static bool IsCode(ReadOnlySpan<char> mark) => CurrencyCodes.Contains(mark);

    /// <summary>Returns the code that a whole text names: <c>€</c>, <c>Euro</c> and <c>eur</c> are EUR.</summary>
    public static string? CodeOf(ReadOnlySpan<char> text)
    {
        if (text.Length == 3 && CurrencyCodes.TryGet(text, out var found))
        {
            return found;
        }
        foreach (var (mark, code) in Marks)
        {
            if (text.Equals(mark, StringComparison.OrdinalIgnoreCase))
            {
                return code.Length == 0 ? null : code;
            }
        }
        return null;
    }

    /// <summary>Returns the length of the leading currency mark or code; 0 for none.</summary>
    public static int AtStart(ReadOnlySpan<char> text, out string code)
    {
        if (text.Length > 3 && char.IsAsciiLetter(text[0]) && !char.IsLetter(text[3]) && CurrencyCodes.TryGet(text[..3], out var found))
        {
            code = found;
            return 3;
        }
        foreach (var (mark, c) in Marks)
        {
            if (text.StartsWith(mark, StringComparison.OrdinalIgnoreCase))
            {
                code = c;
                return mark.Length;
            }
        }
        code = "";
        return 0;
    }

    /// <summary>Returns the length of the trailing currency mark or code; 0 for none.</summary>
    public static int AtEnd(ReadOnlySpan<char> text, out string code)
    {
        if (text.Length > 3 && char.IsAsciiLetter(text[^1]) && !char.IsLetter(text[^4]) && CurrencyCodes.TryGet(text[^3..], out var found))
        {
            code = found;
            return 3;
        }
        foreach (var (mark, c) in Marks)
        {
            if (text.EndsWith(mark, StringComparison.OrdinalIgnoreCase))
            {
                code = c;
                return mark.Length;
            }
        }
        code = "";
        return 0;
    }
}
