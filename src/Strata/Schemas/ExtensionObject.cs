using Strata.Schemas.Validation;

namespace Strata.Schemas;

/// <summary>One <c>x-strata</c> object, read key by key; an invalid value is a fault at its pointer.</summary>
internal sealed class ExtensionObject
{
    public static readonly IReadOnlyDictionary<string, MergeStrategy> Strategies = new Dictionary<string, MergeStrategy>(
        StringComparer.Ordinal
    )
    {
        ["last_write"] = MergeStrategy.LastWrite,
        ["highest_priority"] = MergeStrategy.HighestPriority,
        ["most_specific"] = MergeStrategy.MostSpecific,
        ["merge_array"] = MergeStrategy.MergeArray,
    };

    public static readonly IReadOnlyDictionary<string, Normaliser> Normalisers = Enum.GetValues<Normaliser>()
        .ToDictionary(n => n.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    private readonly JsonElement? _members;
    private readonly string _at;
    private readonly List<Fault> _faults;

    /// <param name="owner">The schema that may have an <c>x-strata</c>.</param>
    public ExtensionObject(JsonElement owner, string at, List<Fault> faults)
    {
        _at = at + "/x-strata";
        _faults = faults;
        if (owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty("x-strata", out var value))
        {
            _members = Checked(value);
        }
    }

    private ExtensionObject(string at, JsonElement value, List<Fault> faults)
    {
        _at = at;
        _faults = faults;
        _members = Checked(value);
    }

    /// <summary>Reads an object that stands elsewhere.</summary>
    public static ExtensionObject Of(string at, JsonElement value, List<Fault> faults) => new(at, value, faults);

    public void AllowOnly(params ReadOnlySpan<string> keys)
    {
        foreach (var member in Members())
        {
            if (!keys.Contains(member.Name))
            {
                Refuse(member.Name, $"is unknown; known keys are {string.Join(", ", keys.ToArray())}");
            }
        }
    }

    public IEnumerable<JsonProperty> Members() => _members?.EnumerateObject() ?? Enumerable.Empty<JsonProperty>();

    public JsonElement? Value(string key) => _members is { } all && all.TryGetProperty(key, out var value) ? value : null;

    public string? Text(string key) =>
        Value(key) is not { } value ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : Refuse(key, "must be a string");

    public string? Name(string key)
    {
        var name = Text(key);
        if (name is not null && !SchemaReader.IsName(name))
        {
            Refuse(key, $"'{name}' is not a valid name: use 1 to 64 of a-z, 0-9, '_', '-' and '.', starting with a letter");
        }
        return name;
    }

    public string Missing(string key)
    {
        _faults.Add(new Fault(_at, $"requires '{key}'"));
        return "";
    }

    public bool? Flag(string key)
    {
        if (Value(key) is not { } value)
        {
            return null;
        }
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }
        Refuse(key, "must be true or false");
        return null;
    }

    public int? Whole(string key, int most)
    {
        if (Value(key) is not { } value)
        {
            return null;
        }
        if (
            value.ValueKind == JsonValueKind.Number
            && value.TryGetDecimal(out var number)
            && decimal.IsInteger(number)
            && number >= 0
            && number <= most
        )
        {
            return (int)number;
        }
        Refuse(key, $"must be a whole number from 0 to {most}");
        return null;
    }

    public T? Choice<T>(string key, IReadOnlyDictionary<string, T> choices)
        where T : struct => Text(key) is { } name ? Chosen(key, name, choices) : null;

    public IReadOnlyList<string> Strings(string key)
    {
        if (Value(key) is not { } value)
        {
            return [];
        }
        if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String))
        {
            return [.. value.EnumerateArray().Select(v => v.GetString() ?? "")];
        }
        Refuse(key, "must be a list of strings");
        return [];
    }

    public ExtensionObject? Object(string key) =>
        Value(key) is { } value ? new ExtensionObject(JsonPointer.Then(_at, key), value, _faults) : null;

    public T? Chosen<T>(string key, string name, IReadOnlyDictionary<string, T> choices)
        where T : struct
    {
        if (choices.TryGetValue(name, out var choice))
        {
            return choice;
        }
        Refuse(key, $"'{name}' is not one of {string.Join(", ", choices.Keys)}");
        return null;
    }

    public string? Refuse(string key, string reason)
    {
        _faults.Add(new Fault(JsonPointer.Then(_at, key), reason));
        return null;
    }

    public void RefuseItem(string key, int index, string reason) =>
        _faults.Add(new Fault(JsonPointer.Then(JsonPointer.Then(_at, key), index), reason));

    private JsonElement? Checked(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            return value;
        }
        _faults.Add(new Fault(_at, "must be an object"));
        return null;
    }
}
