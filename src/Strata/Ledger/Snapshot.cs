using System.Runtime.InteropServices;
using Strata.Schemas;

namespace Strata.Ledger;

/// <summary>An element of a <c>merge_array</c> field, the first observation that stated it, and its place in that.</summary>
public sealed record UnionItem(string Json, Precedence First, int Place);

/// <summary>State of a field: a winning value, or a union of elements.</summary>
public sealed class FieldState
{
    /// <summary>The winning observation; for a union, the earliest.</summary>
    public required Precedence Stamp { get; set; }

    /// <summary>Canonical JSON of the winning value; <c>null</c> (the JSON word) clears the field.</summary>
    public required string Json { get; set; }

    /// <summary>Why the value is doubtful; null if it is not. A union has no doubts.</summary>
    public string? Doubt { get; set; }

    /// <summary>The elements of a union, by first <c>observed_at</c> and then as stated; null if a single value wins.</summary>
    public List<UnionItem>? Items { get; set; }
}

/// <summary>
/// The current value of one entity while it is being reduced: per field the winning key.
/// Applying an observation is commutative, associative and idempotent, so any order gives the same state.
/// </summary>
public sealed class Snapshot
{
    private const int FewElements = 8;

    private readonly Dictionary<string, FieldState> _fields;

    /// <summary>Fields of the only observation so far, if all of them are single values other than null.</summary>
    private FieldList? _whole;

    public Snapshot() => _fields = new(StringComparer.Ordinal);

    internal Snapshot(Dictionary<string, FieldState> fields) => _fields = fields;

    public IReadOnlyDictionary<string, FieldState> Fields => _fields;

    /// <summary>Reasons to doubt values, by field.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Doubts =>
        _fields.Where(f => f.Value.Doubt is not null).Select(f => KeyValuePair.Create(f.Key, f.Value.Doubt ?? ""));

    internal void Apply(SchemaDefinition schema, Observed observed)
    {
        var (stamp, fields, recheck) = (observed.Stamp, observed.Fields, !observed.IsCheckedBy(schema));
        var isFirst = _fields.Count == 0;
        var competing = 0;
        if (isFirst)
        {
            _fields.EnsureCapacity(fields.Count);
        }
        foreach (var (name, json) in fields.Span)
        {
            if (!schema.Fields.TryGetValue(name, out var field))
            {
                continue;
            }
            if (recheck && schema.Reject(name, JsonText.Element(json)) is not null)
            {
                continue;
            }
            if (field.Strategy == MergeStrategy.MergeArray && stamp.Class != ObservationClass.Correction)
            {
                Unite(name, stamp, json);
            }
            else
            {
                Compete(name, stamp, json, field.Strategy, observed.Doubts[name]);
                competing += string.Equals(json, JsonText.Null, StringComparison.Ordinal) ? 0 : 1;
            }
        }
        _whole = isFirst && competing == fields.Count ? fields : null;
    }

    private void Compete(string name, Precedence stamp, string json, MergeStrategy strategy, string? doubted)
    {
        var doubt = doubted is null ? null : JsonText.Plain(doubted);
        ref var state = ref CollectionsMarshal.GetValueRefOrAddDefault(_fields, name, out var exists);
        if (!exists || state is null)
        {
            state = new FieldState
            {
                Stamp = stamp,
                Json = json,
                Doubt = doubt,
            };
        }
        else if (state.Items is not null || Outranks(stamp, doubt, state, strategy))
        {
            // For a union, only a correction gets here: it replaces it.
            state.Stamp = stamp;
            state.Json = json;
            state.Doubt = doubt;
            state.Items = null;
        }
    }

    // A certain value outranks a doubtful one, and a correction both.
    private static bool Outranks(Precedence stamp, string? doubt, FieldState state, MergeStrategy strategy) =>
        (stamp.Class == ObservationClass.Correction) == (state.Stamp.Class == ObservationClass.Correction)
        && (doubt is null) != (state.Doubt is null)
            ? doubt is null
            : stamp.CompareTo(state.Stamp, strategy) > 0;

    private void Unite(string name, Precedence stamp, string json)
    {
        if (string.Equals(json, JsonText.Null, StringComparison.Ordinal))
        {
            return; // A union only grows; only a correction removes elements.
        }
        var elements = JsonArrays.Elements(json);
        if (elements.Count == 0)
        {
            return;
        }
        if (!_fields.TryGetValue(name, out var state))
        {
            _fields[name] = state = new FieldState
            {
                Stamp = stamp,
                Json = "[]",
                Items = [],
            };
        }
        if (state.Items is not { } items)
        {
            return; // A correction wins.
        }
        // A linear search per element would let one long list block the writer for minutes.
        var places = elements.Count > FewElements ? PlacesOf(items) : null;
        for (var place = 0; place < elements.Count; place++)
        {
            var element = elements[place];
            var at =
                places?.GetValueOrDefault(element, -1) ?? items.FindIndex(i => string.Equals(i.Json, element, StringComparison.Ordinal));
            if (at < 0)
            {
                places?.Add(element, items.Count);
                items.Add(new UnionItem(element, stamp, place));
            }
            else if (Earlier(stamp, items[at].First))
            {
                items[at] = new UnionItem(element, stamp, place);
            }
        }
        items.Sort(
            static (a, b) =>
                a.First == b.First ? a.Place.CompareTo(b.Place)
                : Earlier(a.First, b.First) ? -1
                : 1
        );
        state.Json = $"[{string.Join(',', items.Select(i => i.Json))}]";
        state.Stamp = items[0].First;
    }

    private static Dictionary<string, int> PlacesOf(List<UnionItem> items)
    {
        var places = new Dictionary<string, int>(items.Count, StringComparer.Ordinal);
        for (var at = 0; at < items.Count; at++)
        {
            places.Add(items[at].Json, at);
        }
        return places;
    }

    private static bool Earlier(Precedence a, Precedence b) =>
        a.ObservedAt != b.ObservedAt ? a.ObservedAt < b.ObservedAt
        : string.CompareOrdinal(a.TieBreak, b.TieBreak) is not 0 and var tie ? tie < 0
        : a.Seq < b.Seq;

    /// <summary>The fields that have a value now.</summary>
    public FieldList ToFields() =>
        _whole
        ?? FieldList.From(
            _fields
                .Where(f => !string.Equals(f.Value.Json, JsonText.Null, StringComparison.Ordinal))
                .Select(f => KeyValuePair.Create(f.Key, f.Value.Json))
        );
}
