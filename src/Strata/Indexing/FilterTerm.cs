using Strata.Schemas;

namespace Strata.Indexing;

/// <summary>A checked field comparison, with its value in the field's own kind.</summary>
internal sealed class FilterTerm
{
    private static readonly string[] Operators = ["eq", "ne", "lt", "le", "gt", "ge", "prefix", "contains", "exists", "missing"];

    private readonly string _op;
    private readonly string _json;
    private readonly string? _number;

    /// <param name="number">A number as it was written: as text, 2.10 is not 2.1.</param>
    private FilterTerm(string field, string op, string json, string? number = null)
    {
        Field = field;
        _op = op;
        _json = json;
        _number = number;
    }

    public string Field { get; }

    public static FilterTerm Of(FieldFilter filter)
    {
        if (!Operators.Contains(filter.Op, StringComparer.Ordinal))
        {
            throw new StrataException(ErrorCode.InvalidContent, $"'{filter.Op}' is not a comparison; use {string.Join(", ", Operators)}.");
        }
        if (filter.Op is "exists" or "missing")
        {
            return new FilterTerm(filter.Field, filter.Op, JsonText.Null);
        }
        if (
            filter.Value
            is not { ValueKind: not (JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Null or JsonValueKind.Undefined) } value
        )
        {
            throw new StrataException(
                ErrorCode.InvalidContent,
                $"The comparison '{filter.Field} {filter.Op}' needs a text, number or boolean value."
            );
        }
        return new FilterTerm(
            filter.Field,
            filter.Op,
            CanonicalJson.Of(value),
            value.ValueKind == JsonValueKind.Number ? value.GetRawText() : null
        );
    }

    public static FieldKind Kind(SchemaDefinition schema, string field) => FieldPath.Declared(schema, field)?.Kind ?? FieldKind.Any;

    /// <exception cref="StrataException">INVALID_CONTENT: the type has no such field.</exception>
    public static void RequireField(SchemaDefinition schema, string field)
    {
        if (!FieldPath.IsPossible(schema, field))
        {
            throw new StrataException(ErrorCode.InvalidContent, schema.Lacks(field) + ".");
        }
    }

    /// <summary>Refuses a value that the field can't hold in any of its types: it would silently match nothing.</summary>
    /// <exception cref="StrataException">INVALID_CONTENT.</exception>
    public void RequireComparable(IEnumerable<SchemaDefinition> types)
    {
        var kinds = types.Select(t => FieldPath.Declared(t, Field)?.Kind).OfType<FieldKind>().Distinct().ToList();
        if (_op is "eq" or "ne" or "lt" or "le" or "gt" or "ge" && kinds.Count > 0 && !kinds.Exists(CanHold))
        {
            var kind = (kinds[0] is FieldKind.Integer ? "an " : "a ") + kinds[0].ToString().ToLowerInvariant() + Example(kinds[0]);
            throw new StrataException(
                ErrorCode.InvalidContent,
                $"'{JsonText.Plain(_json)}' cannot be compared with '{Field}', which is {kind}."
            );
        }
    }

    private bool CanHold(FieldKind kind) =>
        kind switch
        {
            FieldKind.Number or FieldKind.Integer => Coerced(kind)[0] is '-' or (>= '0' and <= '9'),
            FieldKind.Boolean => Coerced(kind)[0] is 't' or 'f',
            FieldKind.Date or FieldKind.DateTime => JsonText.Plain(_json).AsSpan() is { Length: >= 4 } text
                && !text[..4].ContainsAnyExceptInRange('0', '9'),
            _ => true,
        };

    private static string Example(FieldKind kind) =>
        kind switch
        {
            FieldKind.Boolean => ": true or false",
            FieldKind.Date => " such as 2026-03-31",
            FieldKind.DateTime => " such as 2026-03-31T09:30:00Z",
            _ => "",
        };

    /// <summary>Returns the range of value keys that contains every match; null if the index can't help.</summary>
    /// <param name="isSingle">Whether the field holds one scalar at most, so that every existing value has a key.</param>
    public (byte[] From, byte[] To)? Range(FieldKind kind, bool isSingle)
    {
        if (_op == "exists" && isSingle)
        {
            return ([], [0xFF]);
        }
        if (_op is "ne" or "contains" or "exists" or "missing" || MayBeText(kind))
        {
            return null;
        }
        var key = ValueKey.Of(kind, Coerced(kind));
        if (_op == "prefix" && (key[0] >> 4 != 3 || kind == FieldKind.DateTime))
        {
            return null; // Keys of numbers and times don't begin as their texts do.
        }
        var (first, last) = ValueKey.KindOf(key);
        return _op switch
        {
            "eq" => (key, Next(key)),
            "prefix" => (key, ValueKey.After(key)),

            // Keys of long texts are truncated, so the bound includes neighbours: matches are checked below.
            "lt" or "le" => (first, ValueKey.After(key)),
            _ => (key, last),
        };
    }

    public bool Matches(FieldList fields, FieldKind kind) => Matches(FieldPath.Value(fields, Field), kind);

    /// <param name="json">Canonical JSON of the field's value; null if there is none.</param>
    public bool Matches(string? json, FieldKind kind) =>
        _op switch
        {
            "exists" => json is not null,
            "missing" => json is null,
            "ne" => json is null || !Any(json, kind, static (compared, _) => compared == 0),
            _ when json is null => false,
            "eq" => Any(json, kind, static (compared, _) => compared == 0),
            "lt" => Any(json, kind, static (compared, _) => compared < 0),
            "le" => Any(json, kind, static (compared, _) => compared <= 0),
            "gt" => Any(json, kind, static (compared, _) => compared > 0),
            "ge" => Any(json, kind, static (compared, _) => compared >= 0),
            "prefix" => Any(
                json,
                kind,
                static (_, texts) => texts.Value.ToLowerInvariant().StartsWith(texts.Wanted.ToLowerInvariant(), StringComparison.Ordinal)
            ),
            _ => Any(json, kind, static (_, texts) => texts.Value.Contains(texts.Wanted, StringComparison.OrdinalIgnoreCase)),
        };

    private bool Any(string json, FieldKind kind, Func<int, (string Value, string Wanted), bool> test)
    {
        var wanted = Coerced(kind);
        foreach (var element in JsonArrays.Elements(json))
        {
            var sought = element[0] == '"' && MayBeText(kind) ? AsText : wanted;
            if (element[0] is not ('{' or '[' or 'n') && Compare(element, sought, kind) is { } compared)
            {
                if (test(compared, (JsonText.Plain(element), JsonText.Plain(sought))))
                {
                    return true;
                }
            }
        }
        return false;
    }

    /// <summary>Null if the kinds differ, so that they never match.</summary>
    private static int? Compare(string a, string b, FieldKind kind)
    {
        if (string.Equals(a, b, StringComparison.Ordinal))
        {
            return 0;
        }
        if (a[0] == '"' && b[0] == '"' && kind != FieldKind.DateTime)
        {
            var folded = CompareCodePoints(JsonText.Plain(a).ToLowerInvariant(), JsonText.Plain(b).ToLowerInvariant());
            return folded != 0 ? folded : string.CompareOrdinal(a, b);
        }
        var (left, right) = (ValueKey.Of(kind, a), ValueKey.Of(kind, b));
        if (left[0] >> 4 != right[0] >> 4)
        {
            return null;
        }
        var order = left.AsSpan().SequenceCompareTo(right);
        return order != 0 || left[0] >> 4 != 2 ? order : Exact(a).CompareTo(Exact(b));
    }

    /// <summary>Orders by UTF-8 bytes, as keys are: UTF-16 puts surrogates before U+E000.</summary>
    private static int CompareCodePoints(string a, string b)
    {
        var at = a.AsSpan().CommonPrefixLength(b);
        return at == a.Length || at == b.Length ? a.Length.CompareTo(b.Length)
            : char.IsSurrogate(a[at]) != char.IsSurrogate(b[at]) && a[at] >= '\uD800' && b[at] >= '\uD800' ? b[at].CompareTo(a[at])
            : a[at].CompareTo(b[at]);
    }

    private string AsText => _json[0] == '"' ? _json : JsonText.String(_number ?? _json);

    /// <summary>Whether a number may match both number and text fields.</summary>
    private bool MayBeText(FieldKind kind) => _number is not null && kind is (FieldKind.Any or FieldKind.Array);

    private static ExactNumber Exact(string number) => ExactNumber.Parse(Encoding.UTF8.GetBytes(number));

    /// <summary>Query strings are text: one that reads as the field's kind is compared as that kind.</summary>
    private string Coerced(FieldKind kind)
    {
        var text = JsonText.Plain(_json);
        switch (kind)
        {
            case FieldKind.Number
            or FieldKind.Integer when _json[0] == '"' && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _):
                return Exact(text.Trim([' ', '\t', '\n', '\v', '\f', '\r', '\0', '+'])).ToString();
            case FieldKind.Boolean when text is "true" or "false":
                return text;
            case FieldKind.Number or FieldKind.Integer or FieldKind.Boolean or FieldKind.Any or FieldKind.Array:
                return _json;
            default:
                return AsText;
        }
    }

    private static byte[] Next(byte[] key) => [.. key, 0];
}
