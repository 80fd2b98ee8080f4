using System.Buffers.Binary;
using Strata.Schemas;

namespace Strata.Indexing;

/// <summary>
/// Field values as bytes that sort like the values, alike on both engines and without collations: a tag for the kind, then the value. Text
/// is case-folded and truncated to 60 bytes, numbers are rounded to doubles, so an equal key is a candidate to check against the exact
/// value.
/// </summary>
internal static class ValueKey
{
    private const byte False = 0x10;
    private const byte True = 0x11;
    private const byte NumberTag = 0x20;
    private const byte TextTag = 0x30;
    private const int MaxText = 60;
    private const int MaxElements = 100;

    /// <summary>Stands for array elements beyond the limit, which have no key.</summary>
    public static readonly byte[] More = [0xF0];

    /// <summary>Adds the keys of a field's value: none for objects and null, one per scalar element of arrays, up to a limit.</summary>
    public static void Add(List<(long FieldNo, byte[] Value)> keys, long fieldNo, FieldKind kind, string json)
    {
        switch (json[0])
        {
            case 'n' or '{':
                return;
            case '[':
                var elements = JsonArrays.Elements(json);
                foreach (var element in elements.Take(MaxElements))
                {
                    if (element[0] is not ('[' or '{' or 'n'))
                    {
                        keys.Add((fieldNo, Of(kind, element)));
                    }
                }
                if (elements.Count > MaxElements)
                {
                    keys.Add((fieldNo, More));
                }
                return;
            default:
                keys.Add((fieldNo, Of(kind, json)));
                return;
        }
    }

    /// <summary>Key of one canonical JSON scalar.</summary>
    public static byte[] Of(FieldKind kind, string json) =>
        json[0] switch
        {
            't' => [True],
            'f' => [False],
            '"' when kind == FieldKind.DateTime => Text(Utc(JsonText.Plain(json))),
            '"' => Text(JsonText.Plain(json)),
            _ => Number(double.Parse(json, NumberStyles.Float, CultureInfo.InvariantCulture)),
        };

    public static byte[] Of(FieldKind kind, JsonElement value) => Of(kind, CanonicalJson.Of(value));

    /// <summary>Whether the key may hold only the start of a text.</summary>
    public static bool IsCut(byte[] key) => key[0] == TextTag && key.Length > MaxText;

    /// <summary>Returns the value of a key as canonical JSON: texts folded and perhaps truncated, numbers rounded.</summary>
    public static string Said(byte[] key) =>
        key[0] switch
        {
            False => "false",
            True => "true",
            TextTag => JsonText.String(Encoding.UTF8.GetString(key.AsSpan(1))),
            _ => ExactNumber.Parse(Encoding.ASCII.GetBytes(Number(key).ToString("R", CultureInfo.InvariantCulture))).ToString(),
        };

    public static bool IsMore(byte[] key) => key.AsSpan().SequenceEqual(More);

    /// <summary>
    /// Whether a value, or an element of it, equals the text, ignoring case. For texts with truncated keys, never for times.
    /// </summary>
    /// <param name="json">Canonical JSON of the value.</param>
    /// <param name="text">Canonical JSON of the text.</param>
    public static bool IsText(string json, string text)
    {
        var folded = JsonText.Plain(text).ToLowerInvariant();
        return (json[0] == '[' ? JsonArrays.Elements(json) : [json]).Any(e =>
            e[0] == '"' && string.Equals(JsonText.Plain(e).ToLowerInvariant(), folded, StringComparison.Ordinal)
        );
    }

    /// <summary>Returns the smallest key greater than every key with the prefix <paramref name="prefix"/>.</summary>
    public static byte[] After(byte[] prefix)
    {
        var end = (byte[])prefix.Clone();
        for (var i = end.Length - 1; i >= 0; i--)
        {
            if (end[i] != 0xFF)
            {
                end[i]++;
                return end[..(i + 1)];
            }
        }
        return [0xFF];
    }

    /// <summary>Returns the key range of a kind: bounds for open comparisons.</summary>
    public static (byte[] From, byte[] To) KindOf(byte[] key) =>
        key[0] switch
        {
            NumberTag => ([NumberTag], [NumberTag + 1]),
            TextTag => ([TextTag], [TextTag + 1]),
            _ => ([False], [True + 1]),
        };

    private static byte[] Text(string text)
    {
        var folded = text.Length > MaxText ? text[..MaxText].ToLowerInvariant() : text.ToLowerInvariant();
        var length = Encoding.UTF8.GetByteCount(folded);
        var bytes = new byte[1 + length];
        bytes[0] = TextTag;
        Encoding.UTF8.GetBytes(folded, bytes.AsSpan(1));
        return length <= MaxText ? bytes : bytes[..(1 + MaxText)];
    }

    /// <summary>Flips IEEE 754 bits so that unsigned byte order is numeric order; trailing zero bytes are dropped.</summary>
    private static byte[] Number(double number)
    {
        var bits = BitConverter.DoubleToInt64Bits(number == 0 ? 0 : number);
        bits = bits < 0 ? ~bits : bits ^ long.MinValue;
        var bytes = new byte[9];
        bytes[0] = NumberTag;
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(1), bits);
        var length = 9;
        while (length > 1 && bytes[length - 1] == 0)
        {
            length--;
        }
        return bytes[..length];
    }

    private static double Number(byte[] key)
    {
        Span<byte> bytes = stackalloc byte[8];
        bytes.Clear();
        key.AsSpan(1).CopyTo(bytes);
        var bits = BinaryPrimitives.ReadInt64BigEndian(bytes);
        return BitConverter.Int64BitsToDouble(bits < 0 ? bits ^ long.MinValue : ~bits);
    }

    private static string Utc(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture)
            : text;
}
