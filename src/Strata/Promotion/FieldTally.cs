using Strata.Database;
using Strata.Rules.Records;
using Strata.Rules.Values;
using Strata.Schemas;

namespace Strata.Promotion;

/// <summary>Statistics of the values of one fragment.</summary>
internal sealed class FieldTally
{
    private const int MaxExamples = 5;
    private const int MaxExampleLength = 200;

    /// <summary>Most different stated values kept per shape, to check whether a schema would accept them.</summary>
    private const int MaxStated = 20;

    /// <summary>Most values compared to see whether all are different.</summary>
    private const int MaxDistinct = 100_000;

    private readonly Dictionary<string, long> _names = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _types = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _formats = new(StringComparer.Ordinal);
    private readonly List<JsonElement> _examples = [];
    private readonly HashSet<string> _shown = new(StringComparer.Ordinal);
    private readonly Dictionary<(JsonValueKind, ValueShape), Dictionary<string, JsonElement>> _stated = [];
    private readonly HashSet<long> _distinct = [];
    private NotationVotes _votes;
    private bool _repeats;
    private long _first = long.MaxValue;
    private long _last = long.MinValue;

    public long Occurrences { get; private set; }

    /// <summary>The most frequent spelling.</summary>
    public string Name => _names.OrderByDescending(n => n.Value).ThenBy(n => n.Key, StringComparer.Ordinal).First().Key;

    /// <summary>Whether all values were different; false once <see cref="MaxDistinct"/> is reached.</summary>
    public bool IsDistinct => !_repeats && _distinct.Count < MaxDistinct;

    public Notation Notation => _votes.Or(default);

    /// <summary>Some of the values stated by structured requests, as sent.</summary>
    public IEnumerable<JsonElement> Stated => _stated.Values.SelectMany(s => s.Values);

    /// <param name="isStated">
    /// Whether a structured request stated the value: it is accepted as sent or refused, while other values are parsed.
    /// </param>
    public void Add(string name, JsonElement value, long observedAt, bool isStated)
    {
        if (value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
        {
            return;
        }
        Occurrences++;
        Count(_names, name);
        var shape = ValueShape.Of(value);
        Count(_types, shape.Type);
        if (shape.Type == ValueShape.Text)
        {
            Count(_formats, shape.Format ?? "plain");
        }
        if (value.ValueKind == JsonValueKind.String)
        {
            _votes.Add(Kind(shape), (value.GetString() ?? "").Trim());
        }
        (_first, _last) = (Math.Min(_first, observedAt), Math.Max(_last, observedAt));
        var json = CanonicalJson.Of(value);
        if (_distinct.Count < MaxDistinct)
        {
            _repeats |= !_distinct.Add(BitConverter.ToInt64(CanonicalJson.Digest(json)));
        }
        if (isStated && json.Length <= MaxExampleLength)
        {
            State(shape, json, value);
        }
        if (_examples.Count < MaxExamples && json.Length <= MaxExampleLength && _shown.Add(json))
        {
            _examples.Add(value.Clone());
        }
    }

    private void State(ValueShape shape, string json, JsonElement value)
    {
        if (!_stated.TryGetValue((value.ValueKind, shape), out var known))
        {
            _stated.Add((value.ValueKind, shape), known = new(StringComparer.Ordinal));
        }
        if (known.Count < MaxStated && !known.ContainsKey(json))
        {
            known.Add(json, value.Clone());
        }
    }

    public FragmentField View(SchemaDefinition? schema)
    {
        var name = Name;
        var (type, share) = Dominant(Occurrences);
        var format = type == ValueShape.Text ? Most(_formats, _formats.Values.Sum()) : (Name: "plain", Share: 1.0);
        var pattern = ProposedName.Pattern(name);
        var confidence = Math.Round(
            (0.50 * share) + (0.25 * format.Share) + (0.15 * pattern) + (0.10 * Math.Min(Occurrences / 10.0, 1)),
            4
        );
        var declared = schema?.Match(name) is not null;
        var proposal = Schema(type, share, format);
        return new FragmentField
        {
            Name = name,
            Occurrences = Occurrences,
            Types = new Dictionary<string, long>(_types, StringComparer.Ordinal),
            Formats = new Dictionary<string, long>(_formats, StringComparer.Ordinal),
            Examples = _examples,
            Confidence = confidence,
            TypeConsistency = Math.Round(share, 4),
            FormatConsistency = Math.Round(format.Share, 4),
            NamePattern = pattern,
            Proposed = !declared && Occurrences >= PromotionThresholds.MinOccurrences && confidence >= PromotionThresholds.MinConfidence,
            Declared = declared,
            ProposedName = ProposedName.Of(name),
            ProposedSchema = proposal,
            Note = declared ? null : StatedMisfits.Note(ProposedName.Of(name), proposal, this),
            FirstObserved = UnixTime.Time(_first),
            LastObserved = UnixTime.Time(_last),
        };
    }

    /// <summary>Proposes a format only if all texts have it: a schema that refuses earlier values would leave them as fragments.</summary>
    private static JsonElement Schema(string type, double share, (string Name, double Share) format) =>
        JsonText.Element(
            share < 1 && type != ValueShape.Text ? $$"""{"type":"{{type}}"}"""
            : format is { Name: not "plain", Share: 1 } ? $$"""{"format":"{{format.Name}}","type":"{{type}}"}"""
            : $$"""{"type":"{{type}}"}"""
        );

    /// <summary>Returns the most frequent type and its share; integers count as numbers if there are other numbers.</summary>
    private (string Type, double Share) Dominant(long all)
    {
        var (integers, numbers) = (_types.GetValueOrDefault(ValueShape.Integer), _types.GetValueOrDefault(ValueShape.Number));
        var (most, share) = Most(_types, all);
        return numbers > 0 && integers + numbers >= share * all ? (ValueShape.Number, (double)(integers + numbers) / all) : (most, share);
    }

    private static (string Name, double Share) Most(SortedDictionary<string, long> counts, long all)
    {
        var most = counts.OrderByDescending(c => c.Value).First();
        return (most.Key, (double)most.Value / all);
    }

    private static FieldKind Kind(ValueShape shape) =>
        shape switch
        {
            { Type: ValueShape.Number or ValueShape.Integer } => FieldKind.Number,
            { Format: "date" or "moment" } => FieldKind.Date,
            _ => FieldKind.String,
        };

    private static void Count(IDictionary<string, long> counts, string key) => counts[key] = counts.TryGetValue(key, out var n) ? n + 1 : 1;
}
