using System.Diagnostics.CodeAnalysis;
using Strata.Interpretation;
using Strata.Rules.Values;

namespace Strata.Rules.Text;

/// <summary>Values found so far in a text: each field once, and values without a field.</summary>
internal sealed class FoundValues(InterpretedText source)
{
    private readonly List<FoundField> _fields = [];
    private readonly List<FoundFragment> _fragments = [];
    private readonly Dictionary<string, string> _filledBy = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _blocks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ValueOrigin> _origins = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _fragmentNames = new(StringComparer.Ordinal);

    public InterpretedText Source => source;
    public IReadOnlyList<FoundField> Fields => _fields;
    public IReadOnlyList<FoundFragment> Fragments => _fragments;

    /// <summary>Block of the first value; <see cref="int.MaxValue"/> if there is none.</summary>
    public int FirstBlock { get; private set; } = int.MaxValue;

    /// <summary>Returns the block of a filled field's value.</summary>
    public int BlockOf(string name) => _blocks[name];

    public IEnumerable<string> Names => _filledBy.Keys;

    /// <summary>How each filled field was found.</summary>
    public IReadOnlyDictionary<string, ValueOrigin> Origins => _origins;

    public bool IsOpen([NotNullWhen(true)] ValueReader? reader) => reader is not null && !_filledBy.ContainsKey(reader.Field.Name);

    /// <summary>Returns the label that filled a field; null if it is not filled.</summary>
    public string? FilledBy(string name) => _filledBy.GetValueOrDefault(name);

    public bool Has(string name, string json) => _fields.Exists(field => field.Name == name && field.Json == json);

    /// <summary>Returns the evidence of a field; null if it is not filled.</summary>
    public string? TextOf(ValueReader? reader) => Of(reader)?.Raw;

    /// <summary>Returns the canonical JSON of a field; null if it is not filled.</summary>
    public string? JsonOf(ValueReader? reader) => Of(reader)?.Json;

    public void Fill(ValueReader reader, string text, in FoundShape place, Notation notation = default)
    {
        if (!string.IsNullOrWhiteSpace(text) && reader.ReadText(text, notation).Json is { } json)
        {
            Fill(reader.Field.Name, json, place.Raw, place.Range, place.Block);
        }
    }

    /// <summary>
    /// As <see cref="Fill(ValueReader, string, in FoundShape, Notation)"/>; an ambiguous date is kept under the field's name.
    /// </summary>
    public void FillDay(ValueReader reader, in FoundShape place, Notation notation)
    {
        Fill(reader, place.Raw, place, notation);
        if (IsOpen(reader) && reader.ReadText(place.Raw, notation).Reason == DateText.Ambiguous)
        {
            Keep(
                new LabelledValue(reader.Field.Name, "", place.Raw, place.Range, place.Block, LabelLink.Colon, Leading: false),
                DateText.Ambiguous
            );
        }
    }

    /// <param name="label">The value's label; empty if it has none.</param>
    /// <param name="link">What ties it to its label; null if it has none.</param>
    public void Fill(string name, string json, string raw, ByteRange range, int block, string label = "", LabelLink? link = null)
    {
        _filledBy.Add(name, label);
        _origins[name] = _origins.GetValueOrDefault(name) with { Link = link };
        FirstBlock = Math.Min(FirstBlock, block);
        _fields.Add(new FoundField(name, json, raw, range) { Label = label.Length == 0 ? null : label });
        _blocks[name] = block;
    }

    /// <summary>Sets a field, or replaces it by a fuller value with its evidence.</summary>
    public void Set(string name, string json, string raw, ByteRange range, int block, string label)
    {
        if (_fields.FindIndex(field => field.Name == name) is >= 0 and var at)
        {
            _fields[at] = new FoundField(name, json, raw, range) { Label = label.Length == 0 ? null : label };
            _blocks[name] = block;
        }
        else
        {
            Fill(name, json, raw, range, block, label);
        }
    }

    /// <summary>Counts another value that a label gave the field and that was not taken.</summary>
    public void AddRival(string name)
    {
        var origin = _origins.GetValueOrDefault(name);
        _origins[name] = origin with { Rivals = origin.Rivals + 1 };
    }

    public void Keep(LabelledValue value, string reason)
    {
        var name = value.Label;
        while (!_fragmentNames.TryAdd(name, 1))
        {
            name = $"{value.Label} ({++_fragmentNames[value.Label]})";
        }
        FirstBlock = Math.Min(FirstBlock, value.Block);
        _fragments.Add(new FoundFragment(name, JsonString.Quote(value.Text), reason, value.Text, value.Range));
    }

    public void Keep(IEnumerable<FoundFragment> others) =>
        _fragments.AddRange(others.Where(fragment => _fragmentNames.TryAdd(fragment.Name, 1)));

    public FoundField? Of(ValueReader? reader) =>
        _fields.Exists(f => f.Name == reader?.Field.Name) ? _fields.First(f => f.Name == reader?.Field.Name) : null;
}
