using System.ComponentModel.DataAnnotations;

namespace Strata.Indexing;

/// <summary>A condition on one field.</summary>
public sealed record FieldFilter(
    string Field,
    [property: AllowedValues("eq", "ne", "lt", "le", "gt", "ge", "prefix", "contains", "exists", "missing")] string Op,
    JsonElement? Value = null
)
{
    /// <summary>
    /// Parses <c>field:op:value</c> or <c>field:exists</c>. A value that is a JSON number, string, true or false is taken as such, anything
    /// else as text: <c>name:eq:Ann</c> and <c>name:eq:"42"</c> both mean text. Numbers are compared with texts as written.
    /// </summary>
    /// <exception cref="StrataException">INVALID_CONTENT: the text is no filter.</exception>
    public static FieldFilter Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(':', 3);
        if (parts.Length < 2 || parts[0].Length == 0 || parts[1].Length == 0)
        {
            throw new StrataException(
                ErrorCode.InvalidContent,
                $"'{text}' is not a filter: use field:op:value, e.g. amount:ge:100 or email:exists."
            );
        }
        return new FieldFilter(parts[0], parts[1], parts.Length == 3 ? ValueOf(parts[2]) : null);
    }

    /// <summary>The text that <see cref="Parse"/> reads as this filter.</summary>
    public override string ToString() => Value is { } value ? $"{Field}:{Op}:{value.GetRawText()}" : $"{Field}:{Op}";

    private static JsonElement ValueOf(string text)
    {
        try
        {
            if (text.Length > 0 && text[0] is not ('{' or '[') && JsonElement.Parse(text) is { ValueKind: not JsonValueKind.Null } value)
            {
                return value;
            }
        }
        catch (JsonException)
        {
            // Not JSON: plain text.
        }
        return JsonElement.Parse(JsonText.String(text));
    }
}
