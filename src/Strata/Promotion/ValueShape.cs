using Strata.Rules.Values;

namespace Strata.Promotion;

/// <summary>What one value looks like.</summary>
/// <param name="Type">A JSON Schema type.</param>
/// <param name="Format">Of a string, a format that schemas know; null: plain.</param>
internal readonly record struct ValueShape(string Type, string? Format = null)
{
    public const string Text = "string";
    public const string Integer = "integer";
    public const string Number = "number";

    /// <param name="value">Not null.</param>
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

    /// <summary>A leading zero or plus makes it a code or a telephone number; more digits than a double holds, an identifier.</summary>
    private static bool IsWhole(ReadOnlySpan<char> text)
    {
        text = text[0] == '-' ? text[1..] : text;
        return text.Length is > 0 and <= 15 && !text.ContainsAnyExceptInRange('0', '9') && (text[0] != '0' || text.Length == 1);
    }

    /// <summary>Money is not: a number would leave the currency behind.</summary>
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
