using Strata.Schemas;

namespace Strata.Rules.Values;

/// <summary>Reads the value of one field, text or JSON, into canonical JSON that the schema accepts, or says why not.</summary>
internal sealed class ValueReader(SchemaField declared)
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = CanonicalJson.MaxDepth };

    private readonly bool _constrained = HasConstraints(declared);

    public SchemaField Field => declared;

    /// <summary>Whether a JSON string is taken exactly, white space included.</summary>
    public bool TakesStringsWhole => declared.Kind is FieldKind.String or FieldKind.Any;

    /// <summary>Reads a value without a type of its own: a CSV cell, a labelled value.</summary>
    /// <param name="text">Not blank.</param>
    public Reading ReadText(ReadOnlySpan<char> text, in Notation notation) => Checked(Read(text.Trim(), notation));

    /// <summary>Reads a JSON value: typed values as they are; strings are converted if the field needs something else.</summary>
    /// <param name="text">The unescaped string, or for other values the raw JSON.</param>
    /// <param name="json">The raw JSON; not null.</param>
    public Reading ReadJson(string text, string json, in Notation notation)
    {
        var reading = json[0] switch
        {
            '"' when TakesStringsWhole => Reading.Of(JsonString.Quote(text)),
            '"' => Read(text.AsSpan().Trim(), notation),
            '{' => declared.Kind is FieldKind.Object or FieldKind.Any
                ? Canonical(json)
                : Reading.Not($"an object, where {Wanted(declared.Kind)} is wanted"),
            '[' => declared.Kind is FieldKind.Array or FieldKind.Any
                ? Canonical(json)
                : Reading.Not($"an array, where {Wanted(declared.Kind)} is wanted"),
            't' or 'f' => declared.Kind is FieldKind.Boolean or FieldKind.Any
                ? Reading.Of(json)
                : Reading.Not($"a boolean, where {Wanted(declared.Kind)} is wanted"),
            _ => declared.Kind is FieldKind.Number or FieldKind.Integer or FieldKind.Any
                ? Whole(Canonical(json))
                : Reading.Not($"a number, where {Wanted(declared.Kind)} is wanted"),
        };
        return Checked(reading);
    }

    /// <summary>Returns canonical JSON of the original value, for fragments; its text if it has no canonical form.</summary>
    public static string Kept(string text, string? json) =>
        json is null || json[0] == '"' ? JsonString.Quote(text)
        : json is "true" or "false" ? json
        : JsonValue.TryCanonical(json, out var canonical) ? canonical
        : JsonString.Quote(json);

    private Reading Read(ReadOnlySpan<char> text, in Notation notation) =>
        declared.Kind switch
        {
            FieldKind.Integer => Whole(NumberText.Read(text, notation.DecimalMark, integer: true)),
            FieldKind.Number => NumberText.Read(text, notation.DecimalMark),
            FieldKind.Boolean => BooleanText.Read(text),
            FieldKind.Date => Date(text, notation),
            FieldKind.DateTime => DateTimeText.Read(text, notation.DayFirst),
            FieldKind.Time => TimeText.Read(text),
            FieldKind.Email => StringShapes.Email(text),
            FieldKind.Uri => StringShapes.Uri(text),
            FieldKind.Phone => StringShapes.Phone(text),
            FieldKind.Currency => Currencies.CodeOf(text) is { } code ? Reading.Of(JsonString.Quote(code)) : Reading.Not("not a currency"),
            FieldKind.Array => ArrayText.Read(text),
            FieldKind.Object => text is ['{', .., '}'] && JsonValue.TryCanonical(text, out var json)
                ? Reading.Of(json)
                : Reading.Not("not an object"),
            _ => Reading.Of(JsonString.Quote(declared.EnumValues.Count > 0 ? Member(text) : text)),
        };

    // A time after the date is more than the field holds: only the date's part is evidence. Midnight without a zone is how spreadsheets
    // write a date.
    private static Reading Date(ReadOnlySpan<char> text, in Notation notation)
    {
        var reading = DateText.Read(text, notation.DayFirst);
        if (reading.Reason != DateText.Unreadable || !DateTimeText.TrySplit(text, out var date, out var clock))
        {
            return reading;
        }
        reading = DateText.Read(date, notation.DayFirst);
        return reading.Ok && (!clock.IsMidnight || clock.Zone.Length > 0) ? reading with { Taken = date.Length } : reading;
    }

    // A text that differs from an enumeration's value only in case, spaces, _ or - means that value.
    private ReadOnlySpan<char> Member(ReadOnlySpan<char> text)
    {
        var folded = FieldNames.Fold(text.ToString());
        foreach (var value in declared.EnumValues)
        {
            if (FieldNames.Fold(value) == folded)
            {
                return value;
            }
        }
        return text;
    }

    private Reading Whole(Reading number) =>
        declared.Kind == FieldKind.Integer && number.Json is { } json && json.AsSpan().IndexOfAny('.', 'e') >= 0 && !IsWhole(json)
            ? Reading.Not("not a whole number")
            : number;

    private static bool IsWhole(string json) => ExactNumber.Parse(Encoding.ASCII.GetBytes(json)).IsInteger;

    private static Reading Canonical(string json) =>
        JsonValue.TryCanonical(json, out var canonical) ? Reading.Of(canonical) : Reading.Not("has no canonical form");

    private Reading Checked(Reading reading)
    {
        if (!_constrained || reading.Json is not { } json)
        {
            return reading;
        }
        using var document = JsonDocument.Parse(json, Options);
        return declared.Reject(document.RootElement) is { } reason ? Reading.Not(reason) : reading;
    }

    // The kind's reader ensures type and format; any further constraint needs the schema.
    private static bool HasConstraints(SchemaField field)
    {
        var node = field.Node;
        return node.Never
            || node.Enum is not null
            || node.Const is not null
            || node.HasNumberRules
            || node.MinLength is not null
            || node.MaxLength is not null
            || node.Pattern is not null
            || node.Format is not null && (field.Kind is FieldKind.String or FieldKind.DateTime or FieldKind.Any)
            || field.Kind is FieldKind.Array or FieldKind.Object
            || node.SameValue.Any();
    }

    private static string Wanted(FieldKind kind) =>
        kind switch
        {
            FieldKind.Integer => "a whole number",
            FieldKind.Number => "a number",
            FieldKind.Boolean => "a boolean",
            FieldKind.Array => "an array",
            FieldKind.Object => "an object",
            FieldKind.Date => "a date",
            FieldKind.DateTime => "a date and time",
            FieldKind.Time => "a time",
            _ => "a string",
        };
}
