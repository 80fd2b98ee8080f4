using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Strata.Schemas.Validation;

/// <summary>The characters of a JSON string or property name, without allocating where it has no escapes.</summary>
internal ref struct JsonText
{
    private char[]? _rented;

    /// <param name="room">Used where the text is short enough.</param>
    public static JsonText Of(JsonElement value, Span<char> room)
    {
        var raw = JsonMarshal.GetRawUtf8Value(value)[1..^1];
        return raw.Contains((byte)'\\') ? new JsonText { Chars = value.GetString() } : Decode(raw, room);
    }

    public static JsonText Of(JsonProperty property, Span<char> room)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(property);
        return raw.Contains((byte)'\\') ? new JsonText { Chars = property.Name } : Decode(raw, room);
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

    private static JsonText Decode(ReadOnlySpan<byte> utf8, Span<char> room)
    {
        var rented = utf8.Length > room.Length ? ArrayPool<char>.Shared.Rent(utf8.Length) : null;
        var chars = rented ?? room;
        var length = Encoding.UTF8.GetChars(utf8, chars);
        return new JsonText { _rented = rented, Chars = chars[..length] };
    }
}
