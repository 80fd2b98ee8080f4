using System.Buffers;

namespace Strata.Foundation.Json;

/// <summary>Fields by name in ordinal order, each value as canonical JSON.</summary>
public sealed class FieldList
{
    public static readonly FieldList Empty = new([]);

    private readonly KeyValuePair<string, string>[] _fields;
    private string? _json;

    private FieldList(KeyValuePair<string, string>[] sorted) => _fields = sorted;

    public int Count => _fields.Length;

    public ReadOnlySpan<KeyValuePair<string, string>> Span => _fields;

    /// <summary>Canonical JSON of a field; null if it is absent.</summary>
    public string? this[string name] => IndexOf(name) is >= 0 and var at ? _fields[at].Value : null;

    /// <summary>Index of a field in name order; -1 if it is absent.</summary>
    public int IndexOf(string name)
    {
        for (var i = 0; i < _fields.Length; i++)
        {
            if (string.Equals(_fields[i].Key, name, StringComparison.Ordinal))
            {
                return i;
            }
        }
        return -1;
    }

    /// <param name="fields">Values must be canonical JSON; names must differ.</param>
    public static FieldList From(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var sorted = fields.ToArray();
        if (sorted.Length > 1)
        {
            Array.Sort(sorted, static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        }
        return sorted.Length == 0 ? Empty : new FieldList(sorted);
    }

    /// <summary>Reads the output of <see cref="ToJson"/>. Values keep their text.</summary>
    public static FieldList Parse(string json)
    {
        if (json.Length <= 2)
        {
            return Empty;
        }
        var rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetByteCount(json));
        try
        {
            return Parse(json, rented.AsSpan(0, Encoding.UTF8.GetBytes(json, rented)));
        }
        catch (JsonException e)
        {
            throw new StrataException(
                ErrorCode.StorageUploadFailed,
                "The database holds fields that can't be read: they were changed or damaged. Run 'strata verify' to find all damage, and restore a backup.",
                e
            );
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static FieldList Parse(string json, ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes);
        var fields = new List<KeyValuePair<string, string>>(8);
        var written = 1;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = KnownNames.Of(ref reader);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            var value = Encoding.UTF8.GetString(bytes[start..(int)reader.BytesConsumed]);
            fields.Add(new(name, value));
            written += name.Length + value.Length + "\"\":,".Length;
        }
        // Nothing superfluous stands between names and values, so this text would be written again.
        return new FieldList(fields.ToArray()) { _json = written == json.Length ? json : null };
    }

    /// <summary>The fields as canonical JSON.</summary>
    public string ToJson() => _json ??= Write();

    private string Write()
    {
        if (_fields.Length == 0)
        {
            return "{}";
        }
        var text = new StringBuilder(_fields.Length * 32);
        text.Append('{');
        foreach (var (name, value) in _fields)
        {
            if (text.Length > 1)
            {
                text.Append(',');
            }
            text.Append(JsonText.String(name)).Append(':').Append(value);
        }
        return text.Append('}').ToString();
    }

    public Dictionary<string, JsonElement> ToElements()
    {
        var elements = new Dictionary<string, JsonElement>(_fields.Length, StringComparer.Ordinal);
        foreach (var (name, value) in _fields)
        {
            elements[name] = JsonText.Element(value);
        }
        return elements;
    }
}
