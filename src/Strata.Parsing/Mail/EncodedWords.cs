using System.Text.RegularExpressions;

namespace Strata.Parsing.Mail;

/// <summary>Encoded words in headers: <c>=?utf-8?Q?Caf=C3=A9?=</c> (RFC 2047, with the language of RFC 2231, section 5).</summary>
internal static partial class EncodedWords
{
    /// <summary>Words that can't be decoded stay as written.</summary>
    public static string Decode(string value)
    {
        if (!value.Contains("=?", StringComparison.Ordinal))
        {
            return value;
        }
        var text = new StringBuilder(value.Length);
        var bytes = new List<byte>();
        TextEncoding? open = null;
        var end = 0;
        foreach (var word in Word().EnumerateMatches(value))
        {
            var match = value.AsSpan(word.Index, word.Length);
            var between = value.AsSpan(end, word.Index - end);
            var (encoding, content) = Content(match);
            if (encoding is null)
            {
                continue;
            }
            // White space between two encoded words is not part of the text, and a character may be split between them.
            var isAdjacent = open is not null && between.Trim().IsEmpty;
            if (!isAdjacent || open?.Name != encoding.Name)
            {
                Flush(text, bytes, open);
            }
            if (!isAdjacent)
            {
                text.Append(between);
            }
            bytes.AddRange(content);
            open = encoding;
            end = word.Index + word.Length;
        }
        Flush(text, bytes, open);
        return text.Append(value, end, value.Length - end).ToString();
    }

    private static void Flush(StringBuilder text, List<byte> bytes, TextEncoding? encoding)
    {
        if (encoding is not null && bytes.Count > 0)
        {
            text.Append(encoding.Encoding.GetString([.. bytes]));
            bytes.Clear();
        }
    }

    private static (TextEncoding? Encoding, byte[] Content) Content(ReadOnlySpan<char> word)
    {
        var inner = word[2..^2];
        var first = inner.IndexOf('?');
        var charset = inner[..first];
        var language = charset.IndexOf('*');
        var encoding = TextEncoding.Named((language < 0 ? charset : charset[..language]).ToString());
        var content = inner[(first + 3)..];
        return (encoding, inner[first + 1] is 'B' or 'b' ? Base64(content) : Quoted(content));
    }

    private static byte[] Base64(ReadOnlySpan<char> content)
    {
        using var stream = new Base64Stream(new MemoryStream(Encoding.ASCII.GetBytes(content.ToString())));
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static byte[] Quoted(ReadOnlySpan<char> content)
    {
        var bytes = new List<byte>(content.Length);
        for (var i = 0; i < content.Length; i++)
        {
            if (
                content[i] == '='
                && i + 2 < content.Length
                && byte.TryParse(content.Slice(i + 1, 2), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var b)
            )
            {
                bytes.Add(b);
                i += 2;
            }
            else
            {
                bytes.Add(content[i] == '_' ? (byte)' ' : (byte)content[i]);
            }
        }
        return [.. bytes];
    }

    [GeneratedRegex(@"=\?[^?\s]{1,80}\?[bBqQ]\?[^?]*\?=", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
