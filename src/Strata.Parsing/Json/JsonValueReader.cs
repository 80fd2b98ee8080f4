using System.Text.Unicode;

namespace Strata.Parsing.Json;

internal enum JsonOutcome
{
    Complete,

    /// <summary>The value continues beyond the span.</summary>
    NeedMore,
    Bad,
}

/// <summary>
/// Reads one JSON value at the start of a span into a block: an object becomes a record with its properties as fields, anything else a
/// paragraph. Property names repeat between objects, so they are cached.
/// </summary>
internal sealed class JsonValueReader(ParseBudget budget)
{
    private readonly record struct Property(string Name, int Start, int Length, bool IsString);

    private readonly JsonReaderOptions _options = new() { MaxDepth = budget.MaxDepth, CommentHandling = JsonCommentHandling.Disallow };
    private readonly List<Property> _properties = [];
    private readonly List<string> _names = [];
    private readonly UniqueNames _taken = new();
    private JsonTokenType _kind;
    private int _start;

    /// <summary>Bytes of the span up to the value's end, leading white space included.</summary>
    public int Consumed { get; private set; }

    public JsonProblem Problem { get; private set; }

    /// <param name="final">Whether the span reaches the end of the source.</param>
    public JsonOutcome Read(ReadOnlySpan<byte> span, bool final)
    {
        _properties.Clear();
        var reader = new Utf8JsonReader(span, final, new JsonReaderState(_options));
        try
        {
            if (!TryRead(ref reader))
            {
                return JsonOutcome.NeedMore;
            }
        }
        catch (JsonException e)
        {
            Problem = JsonProblem.Of(e, span, budget);
            return JsonOutcome.Bad;
        }
        Consumed = (int)reader.BytesConsumed;
        var value = span[_start..Consumed];
        if (!Utf8.IsValid(value))
        {
            Problem = new(_start + FirstInvalid(value), "not valid UTF-8");
            return JsonOutcome.Bad;
        }
        if (_properties.Count > budget.MaxFields)
        {
            Problem = new(_start, $"the object has {_properties.Count} properties, more than {budget.MaxFields} (MaxFields)");
            return JsonOutcome.Bad;
        }
        return JsonOutcome.Complete;
    }

    /// <summary>Returns the block of the last value read.</summary>
    /// <param name="span">The span that was read.</param>
    /// <param name="offset">Offset of the span in the source.</param>
    public Block Block(ReadOnlySpan<byte> span, long offset, int index, long line, string section = "")
    {
        if (_kind != JsonTokenType.StartObject)
        {
            var isString = _kind == JsonTokenType.String;
            var inner = isString ? (Start: _start + 1, Length: Consumed - _start - 2) : (Start: _start, Length: Consumed - _start);
            var raw = span.Slice(inner.Start, inner.Length);
            return new(
                index,
                BlockType.Paragraph,
                new(offset + inner.Start, inner.Length),
                isString ? JsonEscapes.Unescape(raw) : Encoding.UTF8.GetString(raw)
            )
            {
                Line = line,
                Section = section,
            };
        }
        return new(index, BlockType.Record, new(offset + _start, Consumed - _start), Encoding.UTF8.GetString(span[_start..Consumed]))
        {
            Line = line,
            Section = section,
            Fields = Fields(span, offset),
        };
    }

    private bool TryRead(ref Utf8JsonReader reader)
    {
        if (!reader.Read())
        {
            return false;
        }
        _kind = reader.TokenType;
        _start = (int)reader.TokenStartIndex;
        if (_kind != JsonTokenType.StartObject)
        {
            return reader.TrySkip();
        }
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject)
            {
                return true;
            }
            var name = Name(ref reader);
            if (!reader.Read())
            {
                return false;
            }
            var start = (int)reader.TokenStartIndex;
            var isString = reader.TokenType == JsonTokenType.String;
            if (!reader.TrySkip())
            {
                return false;
            }
            _properties.Add(new(name, start, (int)reader.BytesConsumed - start, isString));
        }
        return false;
    }

    private string Name(ref Utf8JsonReader reader)
    {
        var position = _properties.Count;
        var isKnown = position < _names.Count;
        if (isKnown && !reader.ValueIsEscaped && reader.ValueTextEquals(_names[position]))
        {
            return _names[position];
        }
        var name = JsonEscapes.Unescape(reader.ValueSpan);
        if (isKnown)
        {
            _names[position] = name;
        }
        else if (position < budget.MaxFields)
        {
            _names.Add(name);
        }
        return name;
    }

    private RecordField[] Fields(ReadOnlySpan<byte> span, long offset)
    {
        var fields = new RecordField[_properties.Count];
        _taken.Clear();
        for (var i = 0; i < fields.Length; i++)
        {
            var property = _properties[i];
            var raw = span.Slice(property.Start, property.Length);
            var json = Encoding.UTF8.GetString(raw);
            // JSON allows duplicate names (RFC 8259, section 4): both values are kept.
            var name = _taken.Of(property.Name);
            fields[i] = property.IsString
                ? new(name, JsonEscapes.Unescape(raw[1..^1]), json, new(offset + property.Start + 1, property.Length - 2))
                : new(name, json, json, new(offset + property.Start, property.Length));
        }
        return fields;
    }

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length && Rune.DecodeFromUtf8(bytes[at..], out _, out var consumed) == System.Buffers.OperationStatus.Done)
        {
            at += consumed;
        }
        return at;
    }
}
