namespace Strata.Parsing.Ooxml;

/// <summary>Formats numbers of lists and footnotes (ST_NumberFormat, ECMA-376 part 1, 17.18.59); other scripts become digits.</summary>
internal static class ListNumberFormat
{
    private const int MaxRoman = 3999;

    private static readonly (int Value, string Letters)[] Roman =
    [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];

    public static string Of(int number, string? format) =>
        format switch
        {
            "lowerLetter" => Letters(number, 'a'),
            "upperLetter" => Letters(number, 'A'),
            "lowerRoman" => ToRoman(number),
            "upperRoman" => ToRoman(number).ToUpperInvariant(),
            "decimalZero" => number.ToString("00", CultureInfo.InvariantCulture),
            "none" => "",
            _ => number.ToString(CultureInfo.InvariantCulture),
        };

    /// <summary>a, b … z, aa, bb …: the letter repeats.</summary>
    private static string Letters(int number, char first) =>
        number is < 1 or > 26 * 20
            ? number.ToString(CultureInfo.InvariantCulture)
            : new((char)(first + ((number - 1) % 26)), ((number - 1) / 26) + 1);

    private static string ToRoman(int number)
    {
        if (number is < 1 or > MaxRoman)
        {
            return number.ToString(CultureInfo.InvariantCulture);
        }
        var text = new StringBuilder();
        foreach (var (value, letters) in Roman)
        {
            for (; number >= value; number -= value)
            {
                text.Append(letters);
            }
        }
        return text.ToString();
    }
}
