using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Unicode;

namespace Strata.Foundation.Json;

/// <summary>
/// One text for one JSON value: equal values have equal texts, whatever their key order, spacing, escapes or number notation.
/// Strings and key order follow RFC 8785; numbers keep every digit (<see cref="ExactNumber"/>, docs/adr/0003).
/// Refuses with <see cref="ErrorCode.InvalidContent"/>: duplicate keys, lone surrogates or invalid UTF-8, nesting deeper than
/// <see cref="MaxDepth"/>, exponents beyond <see cref="ExactNumber.MaxExponent"/>.
/// </summary>
public static class CanonicalJson
{
    public const int MaxDepth = 64;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    public static string Of(JsonElement value)
    {
        var writer = Rent();
        Write(writer, value, 0);
        return Return(writer);
    }

    /// <summary>Returns the object with these members.</summary>
    public static string Of(IEnumerable<KeyValuePair<string, JsonElement>> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        var sorted = members.ToArray();
        var writer = Rent();
        WriteMembers(writer, sorted, 1);
        return Return(writer);
    }

    /// <summary>SHA-256 of the text's UTF-8, lower-case hex.</summary>
    public static string Hash(string canonical)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Digest(canonical, hash);
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>SHA-256 of the text's UTF-8.</summary>
    public static byte[] Digest(string canonical)
    {
        var hash = new byte[SHA256.HashSizeInBytes];
        Digest(canonical, hash);
        return hash;
    }

    internal static void Digest(string canonical, Span<byte> hash)
    {
        ArgumentNullException.ThrowIfNull(canonical);
        var max = Encoding.UTF8.GetMaxByteCount(canonical.Length);
        var rented = max > 1024 ? ArrayPool<byte>.Shared.Rent(max) : null;
        var bytes = rented ?? stackalloc byte[1024];
        SHA256.HashData(bytes[..Encoding.UTF8.GetBytes(canonical, bytes)], hash);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    public static void Write(IBufferWriter<byte> writer, JsonElement value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Write(writer, value, 0);
    }

    private static ArrayBufferWriter<byte> Rent()
    {
        var writer = _buffer ?? new ArrayBufferWriter<byte>(1024);
        _buffer = null;
        writer.ResetWrittenCount();
        return writer;
    }

    private static string Return(ArrayBufferWriter<byte> writer)
    {
        var text = Encoding.UTF8.GetString(writer.WrittenSpan);
        if (writer.Capacity <= 1 << 20)
        {
            _buffer = writer;
        }
        return text;
    }

    private static void Write(IBufferWriter<byte> writer, JsonElement value, int depth)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                WriteString(writer, value);
                break;
            case JsonValueKind.Number:
                WriteNumber(writer, JsonMarshal.GetRawUtf8Value(value));
                break;
            case JsonValueKind.True:
                writer.Write("true"u8);
                break;
            case JsonValueKind.False:
                writer.Write("false"u8);
                break;
            case JsonValueKind.Null:
                writer.Write("null"u8);
                break;
            case JsonValueKind.Array:
                WriteArray(writer, value, Deeper(depth));
                break;
            case JsonValueKind.Object:
                WriteObject(writer, value, Deeper(depth));
                break;
            default:
                throw new StrataException(ErrorCode.InvalidContent, "A JSON value is missing.");
        }
    }

    private static int Deeper(int depth) =>
        depth < MaxDepth
            ? depth + 1
            : throw new StrataException(ErrorCode.InvalidContent, $"JSON is nested deeper than {MaxDepth} levels.");

    private static void WriteArray(IBufferWriter<byte> writer, JsonElement value, int depth)
    {
        writer.Write("["u8);
        var first = true;
        foreach (var item in value.EnumerateArray())
        {
            if (!first)
            {
                writer.Write(","u8);
            }
            first = false;
            Write(writer, item, depth);
        }
        writer.Write("]"u8);
    }

    private static void WriteObject(IBufferWriter<byte> writer, JsonElement value, int depth)
    {
        var members = new KeyValuePair<string, JsonElement>[value.GetPropertyCount()];
        var i = 0;
        foreach (var property in value.EnumerateObject())
        {
            members[i++] = new(NameOf(property), property.Value);
        }
        WriteMembers(writer, members, depth);
    }

    private static string NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException e)
        {
            throw InvalidText(e);
        }
    }

    // Ordinal string comparison compares UTF-16 code units, as RFC 8785 section 3.2.3 asks.
    private static void WriteMembers(IBufferWriter<byte> writer, KeyValuePair<string, JsonElement>[] members, int depth)
    {
        Array.Sort(members, static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        writer.Write("{"u8);
        for (var i = 0; i < members.Length; i++)
        {
            if (i > 0)
            {
                if (string.Equals(members[i - 1].Key, members[i].Key, StringComparison.Ordinal))
                {
                    throw new StrataException(ErrorCode.InvalidContent, $"Duplicate key '{members[i].Key}' in a JSON object.");
                }
                writer.Write(","u8);
            }
            WriteString(writer, members[i].Key);
            writer.Write(":"u8);
            Write(writer, members[i].Value, depth);
        }
        writer.Write("}"u8);
    }

    private static void WriteString(IBufferWriter<byte> writer, JsonElement value)
    {
        // Valid UTF-8 between quotes without a backslash is already what RFC 8785 section 3.2.2.2 writes.
        var raw = JsonMarshal.GetRawUtf8Value(value);
        if (!raw.Contains((byte)'\\'))
        {
            if (!Utf8.IsValid(raw))
            {
                throw InvalidText(null);
            }
            writer.Write(raw);
            return;
        }
        string text;
        try
        {
            text = value.GetString() ?? "";
        }
        catch (InvalidOperationException e)
        {
            throw InvalidText(e);
        }
        WriteString(writer, text);
    }

    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        string.Concat(Enumerable.Range(0, 0x20).Select(c => (char)c)) + "\"\\"
    );

    private static void WriteString(IBufferWriter<byte> writer, ReadOnlySpan<char> text)
    {
        writer.Write("\""u8);
        while (true)
        {
            var stop = text.IndexOfAny(Escaped);
            WriteUtf8(writer, stop < 0 ? text : text[..stop]);
            if (stop < 0)
            {
                break;
            }
            WriteEscape(writer, text[stop]);
            text = text[(stop + 1)..];
        }
        writer.Write("\""u8);
    }

    private static void WriteUtf8(IBufferWriter<byte> writer, ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return;
        }
        var span = writer.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length));
        if (Utf8.FromUtf16(text, span, out _, out var written, replaceInvalidSequences: false) != OperationStatus.Done)
        {
            throw InvalidText(null);
        }
        writer.Advance(written);
    }

    private static void WriteEscape(IBufferWriter<byte> writer, char c)
    {
        switch (c)
        {
            case '"':
                writer.Write("\\\""u8);
                break;
            case '\\':
                writer.Write("\\\\"u8);
                break;
            case '\b':
                writer.Write("\\b"u8);
                break;
            case '\t':
                writer.Write("\\t"u8);
                break;
            case '\n':
                writer.Write("\\n"u8);
                break;
            case '\f':
                writer.Write("\\f"u8);
                break;
            case '\r':
                writer.Write("\\r"u8);
                break;
            default:
                writer.Write("\\u00"u8);
                writer.Write([HexDigit(c >> 4), HexDigit(c & 15)]);
                break;
        }
    }

    private static byte HexDigit(int value) => (byte)"0123456789abcdef"[value];

    private static void WriteNumber(IBufferWriter<byte> writer, ReadOnlySpan<byte> raw)
    {
        if (ExactNumber.IsCanonical(raw))
        {
            writer.Write(raw);
            return;
        }
        WriteUtf8(writer, ExactNumber.Parse(raw).ToString());
    }

    private static StrataException InvalidText(Exception? inner) =>
        new(ErrorCode.InvalidContent, "A string holds a lone surrogate or bytes that are not UTF-8.", inner);
}
