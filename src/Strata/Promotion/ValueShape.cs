using Strata.Rules.Values;

namespace Strata.Promotion;

/// <summary>JSON type and format that a value looks like.</summary>
/// <param name="Type">A JSON Schema type.</param>
/// <param name="Format">Schema format of a string; null if plain.</param>
internal readonly record struct ValueShape(string Type, string? Format = null)
{
    public const string Text = "string";
    public const string Integer = "integer";
    public const string Number = "number";

    /// <param name="value">A value other than null.</param>
    public static ValueShape Of(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Number => new(ExactNumber.Of(value).IsInteger ? Integer : Number),
            JsonValueKind.True or JsonValueKind.False => new("boolean"),
            JsonValueKind.Array => new("array"),
            JsonValueKind.Object => new("object"),
            _ => OfText((value.GetString() ?? "").Trim()),
        };

    private static ValueShape OfText(string text)
    {
        if (text.Length is 0 or > 200)
        {
            return new(Text);
        }
        if (IsWhole(text))
        {
            return new(Integer);
        }
        if (IsDecimal(text))
        {
            return new(Number);
        }
        if (text.Length > 1 && char.IsLetter(text[0]) && BooleanText.Read(text).Ok)
        {
            return new("boolean");
        }
        return new(
            Text,
            Reads(DateText.Read(text, dayFirst: null), DateText.Ambiguous) ? "date"
                : Reads(DateTimeText.Read(text, dayFirst: null), DateText.Ambiguous) ? "moment"
                : TimeText.Read(text).Ok ? "time"
                : StringShapes.Email(text).Ok ? "email"
                : StringShapes.Uri(text).Ok ? "uri"
                : null
        );
    }

    private static bool Reads(in Reading reading, string ambiguous) => reading.Ok || reading.Reason == ambiguous;

    /// <summary>
    /// Whether a text is an integer. Texts with a leading zero or plus are codes or telephone numbers; more digits than a double holds,
    /// identifiers.
    /// </summary>
    private static bool IsWhole(ReadOnlySpan<char> text)
    {
        text = text[0] == '-' ? text[1..] : text;
        return text.Length is > 0 and <= 15 && !text.ContainsAnyExceptInRange('0', '9') && (text[0] != '0' || text.Length == 1);
    }

    /// <summary>Whether a text is a decimal number. Amounts with a currency are not, as a number would lose the currency.</summary>
    private static bool IsDecimal(string text)
    {
        var digits = text.AsSpan(text[0] == '-' ? 1 : 0);
        if (digits.IsEmpty || !char.IsAsciiDigit(digits[0]) || digits.IndexOfAny('.', ',') < 0 || digits.EndsWith("%"))
        {
            return false;
        }
        var reading = NumberText.Read(text, decimalMark: null);
        return reading.Currency.Length == 0 && Reads(reading, NumberText.Ambiguous);
    }
}
