using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Strata.Schemas.Validation;

/// <summary>
/// Whether a value fits a schema. Without a list of faults it stops at the first; with one it finds them, up to a hundred.
/// </summary>
/// <param name="steps">Counts how often a part of the value is held against a part of the schema.</param>
internal readonly ref struct ValueCheck(List<Fault>? faults, ref int steps)
{
    /// <summary>
    /// Alternatives that refer to themselves can make the steps double with each level of the value. What takes more does not fit:
    /// decided by the count and not by the clock, so that it is the same whenever it is asked.
    /// </summary>
    public const int MaxSteps = 10_000_000;

    private const int MaxFaults = 100;

    private readonly List<Fault>? _faults = faults;
    private readonly ref int _steps = ref steps;

    public bool FitsAll(SchemaNode node, JsonElement value) => Fits(node, value, "") & _steps <= MaxSteps;

    private bool Fits(SchemaNode node, JsonElement value, string at)
    {
        if (++_steps > MaxSteps)
        {
            return false;
        }
        if (node.Never)
        {
            return Fault(at, "nothing is allowed here");
        }
        var fits = FitsType(node, value, at);
        if (!fits)
        {
            return false;
        }
        if (node.Enum is { } allowed && !Contains(allowed, value))
        {
            fits = Fault(at, $"is none of {List(allowed)}");
        }
        if (node.Const is { } only && !JsonElement.DeepEquals(only, value))
        {
            fits &= Fault(at, $"is not {only.GetRawText()}");
        }
        if (!fits && _faults is null)
        {
            return false;
        }
        fits &= value.ValueKind switch
        {
            JsonValueKind.Number when node.HasNumberRules => FitsNumber(node, value, at),
            JsonValueKind.String when node.HasTextRules => FitsText(node, value, at),
            JsonValueKind.Array => FitsArray(node, value, at),
            JsonValueKind.Object => FitsObject(node, value, at),
            _ => true,
        };
        return (fits || _faults is not null) && FitsOthers(node, value, at) && fits;
    }

    private bool FitsType(SchemaNode node, JsonElement value, string at)
    {
        if (node.Types == JsonTypes.None)
        {
            return true;
        }
        var type = value.ValueKind switch
        {
            JsonValueKind.Null => JsonTypes.Null,
            JsonValueKind.True or JsonValueKind.False => JsonTypes.Boolean,
            JsonValueKind.Object => JsonTypes.Object,
            JsonValueKind.Array => JsonTypes.Array,
            JsonValueKind.String => JsonTypes.String,
            _ => JsonTypes.Number,
        };
        return (node.Types & type) != JsonTypes.None
            || (type == JsonTypes.Number && (node.Types & JsonTypes.Integer) != JsonTypes.None && IsInteger(value))
            || Fault(
                at,
                $"is {type.ToString().ToLowerInvariant()}, not {node.Types.ToString().ToLowerInvariant().Replace(", ", " or ", StringComparison.Ordinal)}"
            );
    }

    private static bool IsInteger(JsonElement number) =>
        !JsonMarshal.GetRawUtf8Value(number).ContainsAny((byte)'.', (byte)'e', (byte)'E') || ExactNumber.Of(number).IsInteger;

    private static bool Contains(JsonElement[] allowed, JsonElement value)
    {
        foreach (var one in allowed)
        {
            if (JsonElement.DeepEquals(one, value))
            {
                return true;
            }
        }
        return false;
    }

    private static string List(JsonElement[] allowed) =>
        string.Join(", ", allowed.Take(10).Select(v => v.GetRawText())) + (allowed.Length > 10 ? ", …" : "");

    private bool FitsNumber(SchemaNode node, JsonElement value, string at)
    {
        var number = ExactNumber.Of(value);
        var fits = true;
        if (node.Minimum is { } minimum && number.CompareTo(minimum) < 0)
        {
            fits = Fault(at, $"is less than {minimum}");
        }
        if (node.Maximum is { } maximum && number.CompareTo(maximum) > 0)
        {
            fits &= Fault(at, $"is more than {maximum}");
        }
        if (node.ExclusiveMinimum is { } above && number.CompareTo(above) <= 0)
        {
            fits &= Fault(at, $"is not more than {above}");
        }
        if (node.ExclusiveMaximum is { } below && number.CompareTo(below) >= 0)
        {
            fits &= Fault(at, $"is not less than {below}");
        }
        if (node.MultipleOf is { } step && !number.IsMultipleOf(step))
        {
            fits &= Fault(at, $"is not a multiple of {step}");
        }
        return fits;
    }

    private bool FitsText(SchemaNode node, JsonElement value, string at)
    {
        using var text = JsonCharacters.Of(value, stackalloc char[256]);
        var fits = true;
        if (node.MinLength is { } min && text.CodePoints < min)
        {
            fits = Fault(at, $"is shorter than {min} characters");
        }
        if (node.MaxLength is { } max && text.Chars.Length > max && text.CodePoints > max)
        {
            fits &= Fault(at, $"is longer than {max} characters");
        }
        if (node.Pattern is { } pattern && !pattern.IsMatch(text.Chars))
        {
            fits &= Fault(at, $"does not match the pattern {pattern}");
        }
        if (node.Format is { } format && !format.Fits(text.Chars))
        {
            fits &= Fault(at, $"is not {format.Wanted}");
        }
        return fits;
    }

    private bool FitsArray(SchemaNode node, JsonElement value, string at)
    {
        var length = value.GetArrayLength();
        var fits = true;
        if (length < node.MinItems)
        {
            fits = Fault(at, $"has fewer than {node.MinItems} items");
        }
        if (length > node.MaxItems)
        {
            fits &= Fault(at, $"has more than {node.MaxItems} items");
        }
        if (node.UniqueItems && length > 1 && !IsUnique(value))
        {
            fits &= Fault(at, "has two equal items");
        }
        if (node.Items is not { } items)
        {
            return fits;
        }
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            fits &= Fits(items, item, _faults is null ? at : JsonPointer.Then(at, index));
            if (!fits && _faults is null)
            {
                return false;
            }
            index++;
        }
        return fits;
    }

    private static bool IsUnique(JsonElement array)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in array.EnumerateArray())
        {
            if (!seen.Add(CanonicalJson.Of(item)))
            {
                return false;
            }
        }
        return true;
    }

    private bool FitsObject(SchemaNode node, JsonElement value, string at)
    {
        var fits = true;
        foreach (var name in node.Required)
        {
            if (!value.TryGetProperty(name, out _))
            {
                fits = Fault(at, $"'{name}' is missing");
            }
        }
        if (node.Properties.Count == 0 && node.AdditionalProperties is null)
        {
            return fits;
        }
        foreach (var property in value.EnumerateObject())
        {
            if (!fits && _faults is null)
            {
                return false;
            }
            fits &= FitsProperty(node, property, at);
        }
        return fits;
    }

    private bool FitsProperty(SchemaNode node, JsonProperty property, string at)
    {
        using var name = JsonCharacters.Of(property, stackalloc char[128]);
        if (
            node.Properties.Count == 0
            || !node.Properties.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name.Chars, out var declared)
        )
        {
            declared = node.AdditionalProperties;
        }
        return declared is null || Fits(declared, property.Value, _faults is null ? at : JsonPointer.Then(at, property.Name));
    }

    private bool FitsOthers(SchemaNode node, JsonElement value, string at)
    {
        var fits = node.Reference is not { } reference || Fits(reference, value, at);
        foreach (var part in node.AllOf)
        {
            fits &= Fits(part, value, at);
        }
        if (node.AnyOf.Length > 0 && Matches(node.AnyOf, value, enough: 1) == 0)
        {
            fits = Fault(at, $"fits none of the {node.AnyOf.Length} schemas of anyOf");
        }
        if (node.OneOf.Length > 0 && Matches(node.OneOf, value, enough: 2) is var matches and not 1)
        {
            fits = Fault(
                at,
                matches == 0 ? $"fits none of the {node.OneOf.Length} schemas of oneOf" : "fits more than one schema of oneOf"
            );
        }
        return fits;
    }

    private int Matches(SchemaNode[] schemas, JsonElement value, int enough)
    {
        var quiet = new ValueCheck(null, ref _steps);
        var matches = 0;
        foreach (var schema in schemas)
        {
            if (quiet.Fits(schema, value, "") && ++matches == enough)
            {
                break;
            }
        }
        return matches;
    }

    private bool Fault(string at, string reason)
    {
        if (_faults?.Count < MaxFaults)
        {
            _faults.Add(new Fault(at, reason));
        }
        return false;
    }

    private bool Fault(string at, [InterpolatedStringHandlerArgument("")] ref Reason reason)
    {
        if (_faults?.Count < MaxFaults)
        {
            _faults.Add(new Fault(at, reason.Text.ToStringAndClear()));
        }
        return false;
    }

    /// <summary>Text that is put together only where faults are gathered.</summary>
    [InterpolatedStringHandler]
    private ref struct Reason
    {
        public DefaultInterpolatedStringHandler Text;

        public Reason(int literalLength, int holes, scoped ValueCheck check, out bool wanted)
        {
            wanted = check._faults?.Count < MaxFaults;
            Text = wanted ? new DefaultInterpolatedStringHandler(literalLength, holes, CultureInfo.InvariantCulture) : default;
        }

        public void AppendLiteral(string text) => Text.AppendLiteral(text);

        public void AppendFormatted<T>(T value) => Text.AppendFormatted(value);
    }
}
