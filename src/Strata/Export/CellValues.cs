namespace Strata.Export;

/// <summary>Reads canonical JSON as the value of a typed column; null: it is none that the column can hold.</summary>
internal static class CellValues
{
    private const int MaxWholeDigits = 18;

    public static long? Integer(string json) =>
        long.TryParse(json, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Exact, or nothing: no digit is rounded away.</summary>
    public static decimal? Decimal(string json)
    {
        var point = json.IndexOf('.', StringComparison.Ordinal);
        var whole = (point < 0 ? json.Length : point) - (json[0] == '-' ? 1 : 0);
        var fraction = point < 0 ? 0 : json.Length - point - 1;
        return
            json[0] != '"'
            && whole <= MaxWholeDigits
            && fraction <= ExportColumn.Scale
            && decimal.TryParse(
                json,
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var number
            )
            ? number
            : null;
    }

    public static bool? Boolean(string json) =>
        json switch
        {
            "true" => true,
            "false" => false,
            _ => null,
        };

    public static DateOnly? Date(string json) =>
        DateOnly.TryParseExact(JsonText.Plain(json), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : null;

    /// <summary>An instant in UTC; what it has beyond the microsecond is no value of it.</summary>
    public static DateTime? Instant(string json)
    {
        const int Whole = 19; // yyyy-MM-ddTHH:mm:ss
        var text = JsonText.Plain(json);
        var digits = text.Length > Whole && text[Whole] == '.' ? text.AsSpan(Whole + 1).IndexOfAnyExceptInRange('0', '9') : 0;
        return
            digits is >= 0 and <= 6
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.UtcDateTime
            : null;
    }

    /// <summary>The text of a JSON string; other JSON as it is.</summary>
    public static string Text(string json) => JsonText.Plain(json);
}
