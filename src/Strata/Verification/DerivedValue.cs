using Strata.Rules.Values;
using Strata.Schemas;

namespace Strata.Verification;

internal enum Derivation
{
    /// <summary>The quote gives the value.</summary>
    Given,

    /// <summary>The quote gives another value.</summary>
    Other,

    /// <summary>There is no reader for the field, or it can't read this quote by itself.</summary>
    Unread,
}

/// <summary>
/// Reads a value from its quote again. What a quote means may depend on its column or document (which mark is the decimal's, whether the
/// day comes first, which side of an account an amount is on), so a value is given if any such reading gives it.
/// </summary>
internal static class DerivedValue
{
    private const int MaxText = 4096;

    private static readonly Notation[] Notations =
    [
        Notation.Unknown,
        new(DayFirst: true, DecimalMark: ','),
        new(DayFirst: false, DecimalMark: '.'),
    ];

    /// <param name="json">Canonical JSON.</param>
    /// <param name="raw">What the source says.</param>
    public static Derivation Of(SchemaField field, string json, string raw)
    {
        var derivation = OfText(field, json, raw);
        return derivation != Derivation.Given && Unescaped(raw) is { } text && OfText(field, json, text) is Derivation.Given
            ? Derivation.Given
            : derivation;
    }

    /// <summary>What a quote from a JSON file says; null if it has no escapes, or is no text of JSON.</summary>
    private static string? Unescaped(string raw)
    {
        if (!raw.Contains('\\', StringComparison.Ordinal) || raw.Length > MaxText)
        {
            return null;
        }
        try
        {
            return JsonSerializer.Deserialize<string>($"\"{raw}\"");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static Derivation OfText(SchemaField field, string json, string raw)
    {
        if (raw.Length > MaxText || string.IsNullOrWhiteSpace(raw))
        {
            return Derivation.Unread;
        }
        var reader = new ValueReader(field);
        var isRead = false;
        foreach (var notation in Notations)
        {
            var reading = reader.ReadText(raw, notation);
            if (reading.Json is not { } given)
            {
                continue;
            }
            if (IsSame(field.Kind, given, json))
            {
                return Derivation.Given;
            }
            isRead = true;
        }
        return Says(field.Kind, json, raw) ? Derivation.Given
            : isRead && IsDecided(field, raw) ? Derivation.Other
            : Derivation.Unread;
    }

    /// <summary>Whether a reader's value settles what the quote means, without what stands around it.</summary>
    private static bool IsDecided(SchemaField field, string raw) =>
        field.Kind switch
        {
            FieldKind.Integer or FieldKind.Number or FieldKind.Date or FieldKind.DateTime or FieldKind.Time => true,
            FieldKind.Boolean or FieldKind.Email or FieldKind.Phone => true,
            FieldKind.Currency => raw.Trim().Length == 3,
            FieldKind.String => field is { Normaliser: Normaliser.Text, EnumValues.Count: 0 },
            _ => false,
        };

    private static bool IsSame(FieldKind kind, string given, string json) =>
        string.Equals(given, json, StringComparison.Ordinal)
        || (kind is FieldKind.Integer or FieldKind.Number && IsSameNumber(given, json))
        || (kind == FieldKind.DateTime && IsSameDay(given, json));

    /// <summary>The sign may be that of a column or mark, and a rate may be written as a percentage.</summary>
    private static bool IsSameNumber(string given, string json) =>
        decimal.TryParse(given, NumberStyles.Float, CultureInfo.InvariantCulture, out var a)
        && decimal.TryParse(json, NumberStyles.Float, CultureInfo.InvariantCulture, out var b)
        && (Math.Abs(a) == Math.Abs(b) || Math.Abs(a) == Math.Abs(b) * 100 || Math.Abs(a) * 100 == Math.Abs(b));

    /// <summary>The time may be another column's, and the zone the document's.</summary>
    private static bool IsSameDay(string given, string json)
    {
        const int date = 11; // The quotation mark and yyyy-MM-dd.
        return given.Length >= date
            && json.Length >= date
            && DateOnly.TryParseExact(given.AsSpan(1, date - 1), "yyyy-MM-dd", out var a)
            && DateOnly.TryParseExact(json.AsSpan(1, date - 1), "yyyy-MM-dd", out var b)
            && Math.Abs(a.DayNumber - b.DayNumber) <= 1;
    }

    /// <summary>Whether the letters and digits of one are in those of the other: a part of a quote, or a text of several quotes.</summary>
    private static bool Says(FieldKind kind, string json, string raw)
    {
        var value = FieldNames.Fold(JsonText.Plain(json));
        var quote = FieldNames.Fold(raw);
        return value.Length > 0
            && quote.Length > 0
            && (
                quote.Contains(value, StringComparison.Ordinal)
                || (kind is FieldKind.String or FieldKind.Any or FieldKind.Array && value.Contains(quote, StringComparison.Ordinal))
            );
    }
}
