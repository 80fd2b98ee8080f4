namespace Strata.Schemas.Validation;

/// <summary>Reads one keyword's value; an invalid one is a fault at its pointer.</summary>
/// <param name="isKept">See <see cref="SchemaCompiler.Compile"/>.</param>
internal readonly struct KeywordReader(List<Fault> faults, string at, bool isKept)
{
    private const int MaxPatternLength = 1_000;

    // Non-backtracking matching is linear in the text, but counted repetitions are unrolled into states.
    private const int MaxRepetitions = 2_000;

    public JsonTypes Types(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            return Type(value);
        }
        var types = JsonTypes.None;
        foreach (var item in Array(value) ?? [])
        {
            types |= Type(item);
        }
        return types;
    }

    public IReadOnlyList<JsonElement>? Array(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0)
        {
            return [.. value.EnumerateArray()];
        }
        Refuse("must be a list of at least one value");
        return null;
    }

    public string[] Names(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(v => v.ValueKind != JsonValueKind.String))
        {
            Refuse("must be a list of names");
            return [];
        }
        return [.. value.EnumerateArray().Select(v => v.GetString() ?? "").Distinct(StringComparer.Ordinal)];
    }

    public ExactNumber? Number(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Number)
        {
            Refuse("must be a number");
            return null;
        }
        try
        {
            return ExactNumber.Of(value);
        }
        catch (StrataException e)
        {
            Refuse(e.Message);
            return null;
        }
    }

    public ExactNumber? Positive(JsonElement value)
    {
        var number = Number(value);
        if (number is { } step && step.CompareTo(default) <= 0)
        {
            Refuse("must be a number above 0");
            return null;
        }
        return number;
    }

    public int? Count(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number && ExactNumber.Of(value).IsInteger && value.TryGetDouble(out var count) && count >= 0)
        {
            return (int)Math.Min(count, int.MaxValue); // no value is longer
        }
        Refuse("must be a whole number of 0 or more");
        return null;
    }

    public bool Flag(JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }
        Refuse("must be true or false");
        return false;
    }

    public TextPattern? Pattern(JsonElement value)
    {
        var pattern = value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : null;
        if (pattern is null || pattern.Length > MaxPatternLength)
        {
            Refuse($"must be a regular expression of at most {MaxPatternLength} characters");
            return null;
        }
        if (Repetitions(pattern) > MaxRepetitions)
        {
            Refuse($"the pattern's counted repetitions multiply to more than {MaxRepetitions}");
            return null;
        }
        try
        {
            return TextPattern.Of(pattern, isKept);
        }
        catch (FormatException e)
        {
            Refuse(e.Message);
            return null;
        }
    }

    public StringFormat? Format(JsonElement value)
    {
        var name = value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : "";
        if (StringFormat.All.TryGetValue(name, out var format))
        {
            return format;
        }
        Refuse(
            $"the format '{name}' is not supported; supported are {string.Join(", ", StringFormat.All.Keys.Order(StringComparer.Ordinal))}"
        );
        return null;
    }

    private JsonTypes Type(JsonElement value)
    {
        var type = (value.ValueKind == JsonValueKind.String ? value.GetString() : null) switch
        {
            "null" => JsonTypes.Null,
            "boolean" => JsonTypes.Boolean,
            "object" => JsonTypes.Object,
            "array" => JsonTypes.Array,
            "number" => JsonTypes.Number,
            "string" => JsonTypes.String,
            "integer" => JsonTypes.Integer,
            _ => JsonTypes.None,
        };
        if (type == JsonTypes.None)
        {
            Refuse("a type must be null, boolean, object, array, number, string or integer");
        }
        return type;
    }

    private static long Repetitions(string pattern)
    {
        long product = 1;
        foreach (var brace in pattern.Split('{').Skip(1))
        {
            var close = brace.IndexOf('}', StringComparison.Ordinal);
            var most = close < 0 ? "" : brace[..close].Split(',').Last(n => n.Length > 0 || close == 0);
            product =
                long.TryParse(most, out var count) && count > 0 ? Math.Min(product * Math.Min(count, 1_000_000), 1_000_000_000) : product;
        }
        return product;
    }

    private void Refuse(string reason) => faults.Add(new Fault(at, reason));
}
