using Strata.Filters;
using Strata.Indexing;
using Strata.Schemas;

namespace Strata.Aggregates;

/// <summary>What entities are grouped by: a field's values, or the years, quarters, months, weeks or days of a date.</summary>
internal sealed class Dimension
{
    public const string EntityType = "entity_type";

    /// <summary>Most raw values whose group is remembered; the group of any other is worked out again.</summary>
    private const int MaxRemembered = 100_000;
    private const int MaxRememberedLength = 128;

    /// <summary>Numbers by their size: 10 to 100, 100 to 1000; only for facets.</summary>
    private const string Magnitude = "magnitude";

    private const int MaxMagnitude = 30;

    /// <summary>Most keys that are told apart, and most characters that they have together.</summary>
    private const int MaxKeys = 100_000;
    private const int MaxCharacters = 16 << 20;

    /// <summary>The code of values beyond these bounds.</summary>
    public const int Beyond = -1;

    private static readonly string[] Units = ["day", "week", "month", "quarter", "year"];

    private readonly LocalDay _day;
    private readonly Dictionary<byte[], int> _seen = new(ByteKeys.Comparer);
    private readonly Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> _known;
    private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);
    private readonly List<string> _keys = [JsonText.Null];
    private int _characters;

    private Dimension(string name, string field, FieldKind kind, string? unit, LocalDay day)
    {
        (Name, Field, Kind, Unit, _day) = (name, field, kind, unit, day);
        _known = _seen.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>As it was asked for: <c>month(date)</c>.</summary>
    public string Name { get; }

    public string Field { get; }

    public FieldKind Kind { get; }

    /// <summary>Null: the values themselves.</summary>
    public string? Unit { get; }

    public bool IsType => string.Equals(Field, EntityType, StringComparison.Ordinal) && Unit is null && Kind == FieldKind.Any;

    /// <summary>How many different keys there are, with that of entities without the field.</summary>
    public int Size => _keys.Count;

    /// <param name="schema">Null for any type.</param>
    /// <exception cref="StrataException">INVALID_CONTENT: there is no such field, or it has no dates.</exception>
    public static Dimension Of(string text, SchemaDefinition? schema, LocalDay day)
    {
        var name = text.Trim();
        if (name == EntityType && schema?.Declares(EntityType) != true)
        {
            return new Dimension(name, EntityType, FieldKind.Any, unit: null, day);
        }
        if (schema is null)
        {
            throw Refused($"Groups of any type are made by {EntityType} only; name an entity type to group by '{name}'.");
        }
        var open = name.IndexOf('(', StringComparison.Ordinal);
        if (open < 0 || !name.EndsWith(')'))
        {
            FilterTerm.RequireField(schema, name);
            return FilterTerm.Kind(schema, name) == FieldKind.Object
                ? throw Refused($"'{name}' holds objects; group by one of their members, such as {name}.name.")
                : new Dimension(name, name, FilterTerm.Kind(schema, name), unit: null, day);
        }
        var (unit, field) = (name[..open].Trim().ToLowerInvariant(), name[(open + 1)..^1].Trim());
        if (!Units.Contains(unit, StringComparer.Ordinal))
        {
            throw Refused($"'{unit}' is no span of time to group by; use {string.Join(", ", Units.Select(u => $"{u}({field})"))}.");
        }
        FilterTerm.RequireField(schema, field);
        var kind = FilterTerm.Kind(schema, field);
        return kind is FieldKind.Date or FieldKind.DateTime
            ? new Dimension($"{unit}({field})", field, kind, unit, day)
            : throw Refused($"'{field}' holds no dates, so it has no {unit}.");
    }

    /// <summary>Groups for an overview of a field: months of dates, sizes of numbers, else its values.</summary>
    public static Dimension Overview(string field, SchemaDefinition schema, LocalDay day)
    {
        FilterTerm.RequireField(schema, field);
        var kind = FilterTerm.Kind(schema, field);
        return kind switch
        {
            FieldKind.Date or FieldKind.DateTime => new Dimension(field, field, kind, "month", day),
            FieldKind.Number or FieldKind.Integer => new Dimension(field, field, kind, Magnitude, day),
            FieldKind.Object => throw Refused($"'{field}' holds objects; take one of their members, such as {field}.name."),
            _ => new Dimension(field, field, kind, unit: null, day),
        };
    }

    /// <summary>The same field by years.</summary>
    public Dimension ByYear() => new(Name, Field, Kind, "year", _day);

    /// <summary>Gives the code of a key as JSON.</summary>
    public int Code(string key)
    {
        if (!_codes.TryGetValue(key, out var code))
        {
            if (_keys.Count > MaxKeys || _characters + key.Length > MaxCharacters)
            {
                return Beyond;
            }
            _characters += key.Length;
            code = _keys.Count;
            _codes.Add(key, code);
            _keys.Add(key);
        }
        return code;
    }

    /// <summary>Gives the code of a scalar value's group; 0 for entities without one.</summary>
    /// <param name="json">Canonical JSON of a scalar; empty: there is none.</param>
    public int Code(ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty || json[0] is (byte)'n' or (byte)'{' or (byte)'[')
        {
            return 0;
        }
        if (_known.TryGetValue(json, out var code))
        {
            return code;
        }
        var text = Encoding.UTF8.GetString(json);
        code =
            Unit is null ? Code(text)
            : Unit == Magnitude ? Code(JsonText.String(SizeOf(text)))
            : DayOf(text) is { } day ? Code(JsonText.String(Said(day)))
            : 0;
        if (_seen.Count < MaxRemembered && json.Length <= MaxRememberedLength && code != Beyond)
        {
            _known[json] = code;
        }
        return code;
    }

    public JsonElement Key(int code) => JsonText.Element(_keys[code]);

    public string KeyText(int code) => _keys[code];

    /// <summary>The condition that the entities of a group meet; null where no filter can say it.</summary>
    public Condition? Condition(int code)
    {
        if (IsType)
        {
            return null;
        }
        if (code == 0)
        {
            // A list without elements is there, and yet in no other group.
            return Kind == FieldKind.Array
                ? new Not(new Comparison(new FieldFilter(Field, "prefix", JsonText.Element("\"\""))))
                : new Comparison(new FieldFilter(Field, "missing"));
        }
        if (Unit is null)
        {
            return new Comparison(new FieldFilter(Field, "eq", Key(code)));
        }
        if (Unit == Magnitude)
        {
            return Sized(JsonText.Plain(_keys[code]));
        }
        var period =
            Period.Find(JsonText.Plain(_keys[code]), _day.Today) ?? throw new InvalidOperationException("A group has no such period.");
        return new Every([
            new Comparison(new FieldFilter(Field, "ge", Bound(period.First))),
            new Comparison(new FieldFilter(Field, "lt", Bound(period.After))),
        ]);
    }

    private JsonElement Bound(DateOnly date) =>
        JsonText.Element(JsonText.String(Kind == FieldKind.Date ? Period.Iso(date) : _day.StartOf(date)));

    private DateOnly? DayOf(string json)
    {
        var text = JsonText.Plain(json);
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? Kind == FieldKind.Date
                ? date
                : _day.DayOf(new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero))
            : Kind == FieldKind.DateTime && Moment.TryParse(text, out var time)
                ? _day.DayOf(time)
                : null;
    }

    /// <summary>How a span is called: 2026, 2026-Q3, 2026-07, 2026-W28, 2026-07-09.</summary>
    private string Said(DateOnly day) =>
        Unit switch
        {
            "year" => day.Year.ToString("0000", CultureInfo.InvariantCulture),
            "quarter" => string.Create(CultureInfo.InvariantCulture, $"{day.Year:0000}-Q{((day.Month - 1) / 3) + 1}"),
            "month" => string.Create(CultureInfo.InvariantCulture, $"{day.Year:0000}-{day.Month:00}"),
            "week" => string.Create(
                CultureInfo.InvariantCulture,
                $"{ISOWeek.GetYear(day.ToDateTime(TimeOnly.MinValue)):0000}-W{ISOWeek.GetWeekOfYear(day.ToDateTime(TimeOnly.MinValue)):00}"
            ),
            _ => Period.Iso(day),
        };

    /// <summary>The powers of ten that a number is between: "10 to 100", "-100 to -10".</summary>
    private static string SizeOf(string json)
    {
        var number = ExactNumber.Parse(Encoding.UTF8.GetBytes(json));
        if (number.IsZero)
        {
            return "0";
        }
        var power = Math.Clamp(number.Magnitude - 1, -MaxMagnitude, MaxMagnitude);
        var (near, far) = (PowerOfTen(power), PowerOfTen(power + 1));
        return json[0] == '-'
            ? power == MaxMagnitude
                ? $"below -{near}"
                : power == -MaxMagnitude
                    ? $"-{far} to 0"
                    : $"-{far} to -{near}"
            : power == MaxMagnitude
                ? $"from {near}"
                : power == -MaxMagnitude
                    ? $"0 to {far}"
                    : $"{near} to {far}";
    }

    private static string PowerOfTen(int power) => ExactNumber.Of(1, power).ToString();

    /// <summary>Of positive numbers the lower bound is within, of negative ones the upper: away from 0 the far one is without.</summary>
    private Condition Sized(string size)
    {
        var isNegative = size.StartsWith('-') || size.StartsWith("below", StringComparison.Ordinal);
        return size.Split(' ') switch
        {
            ["0"] => Bounded("eq", "0"),
            ["from", var low] => Bounded("ge", low),
            ["below", var high] => Bounded("le", high),
            ["0", _, var high] => new Every([Bounded("gt", "0"), Bounded("lt", high)]),
            [var low, _, "0"] => new Every([Bounded("gt", low), Bounded("lt", "0")]),
            var bounds when isNegative => new Every([Bounded("gt", bounds[0]), Bounded("le", bounds[2])]),
            var bounds => new Every([Bounded("ge", bounds[0]), Bounded("lt", bounds[2])]),
        };
    }

    private Comparison Bounded(string op, string number) => new(new FieldFilter(Field, op, JsonElement.Parse(number)));

    private static StrataException Refused(string reason) => new(ErrorCode.InvalidContent, reason);
}
