using System.Buffers;
using System.Runtime.InteropServices;

namespace Strata.Schemas.Validation;

/// <summary>Characters of a JSON string or property name, without allocating unless it has escapes.</summary>
internal ref struct JsonCharacters
{
    private char[]? _rented;

    /// <param name="buffer">Used if the text is short enough.</param>
    public static JsonCharacters Of(JsonElement value, Span<char> buffer)
    {
        var raw = JsonMarshal.GetRawUtf8Value(value)[1..^1];
        return raw.Contains((byte)'\\') ? new JsonCharacters { Chars = value.GetString() } : Decode(raw, buffer);
    }

    public static JsonCharacters Of(JsonProperty property, Span<char> buffer)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(property);
        return raw.Contains((byte)'\\') ? new JsonCharacters { Chars = property.Name } : Decode(raw, buffer);
    }

    public ReadOnlySpan<char> Chars { get; private init; }

    public readonly int CodePoints
    {
        get
        {
            var count = 0;
            foreach (var c in Chars)
            {
                count += char.IsLowSurrogate(c) ? 0 : 1;
            }
            return count;
        }
    }

    public void Dispose()
    {
        if (_rented is not null)
        {
            ArrayPool<char>.Shared.Return(_rented);
            _rented = null;
        }
    }

    private static JsonCharacters Decode(ReadOnlySpan<byte> utf8, Span<char> buffer)
    {
        var rented = utf8.Length > buffer.Length ? ArrayPool<char>.Shared.Rent(utf8.Length) : null;
        var chars = rented ?? buffer;
        var length = Encoding.UTF8.GetChars(utf8, chars);
        return new JsonCharacters { _rented = rented, Chars = chars[..length] };
    }
}
