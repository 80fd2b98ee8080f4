namespace Strata.Parsing.Mail;

/// <summary>
/// A header with parameters: <c>text/plain; charset=utf-8</c> (RFC 2045, section 5.1), continued and encoded ones too (RFC 2231:
/// <c>filename*0*=utf-8''a%20; filename*1=b</c>).
/// </summary>
internal sealed class HeaderParameters
{
    private const int MaxPieces = 100;

    private readonly Dictionary<string, string> _raw = new(StringComparer.OrdinalIgnoreCase);

    public HeaderParameters(string? header)
    {
        var rest = (header ?? "").AsSpan();
        var semicolon = rest.IndexOf(';');
        Value = (semicolon < 0 ? rest : rest[..semicolon]).Trim().ToString().ToLowerInvariant();
        rest = semicolon < 0 ? [] : rest[(semicolon + 1)..];
        while (!rest.IsEmpty)
        {
            rest = Take(rest);
        }
    }

    /// <summary>Value before the parameters, in lower case.</summary>
    public string Value { get; }

    public string? this[string name] =>
        _raw.TryGetValue(name + "*", out var extended) ? Extended(extended)
        : _raw.ContainsKey(name + "*0") || _raw.ContainsKey(name + "*0*") ? Continued(name)
        : _raw.TryGetValue(name, out var plain) ? EncodedWords.Decode(plain)
        : null;

    private ReadOnlySpan<char> Take(ReadOnlySpan<char> rest)
    {
        var equals = rest.IndexOf('=');
        var end = rest.IndexOf(';');
        if (equals < 0 || (end >= 0 && end < equals))
        {
            return end < 0 ? [] : rest[(end + 1)..];
        }
        var name = rest[..equals].Trim().ToString();
        rest = rest[(equals + 1)..].TrimStart();
        var value = rest is ['"', ..] ? Quoted(ref rest) : Token(ref rest);
        _raw.TryAdd(name, value);
        return rest;
    }

    private static string Token(ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOf(';');
        var token = (end < 0 ? rest : rest[..end]).Trim().ToString();
        rest = end < 0 ? [] : rest[(end + 1)..];
        return token;
    }

    private static string Quoted(ref ReadOnlySpan<char> rest)
    {
        var value = new StringBuilder();
        var i = 1;
        for (; i < rest.Length && rest[i] != '"'; i++)
        {
            i += rest[i] == '\\' && i + 1 < rest.Length ? 1 : 0;
            value.Append(rest[i]);
        }
        rest = i + 1 < rest.Length ? rest[(i + 1)..] : [];
        var next = rest.IndexOf(';');
        rest = next < 0 ? [] : rest[(next + 1)..];
        return value.ToString();
    }

    private string Continued(string name)
    {
        var bytes = new List<byte>();
        string? charset = null;
        for (var i = 0; i < MaxPieces; i++)
        {
            if (_raw.TryGetValue($"{name}*{i}*", out var encoded))
            {
                if (i == 0)
                {
                    (charset, encoded) = Charset(encoded);
                }
                bytes.AddRange(Unescape(encoded));
            }
            else if (_raw.TryGetValue($"{name}*{i}", out var plain))
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(plain));
            }
            else
            {
                break;
            }
        }
        return Text([.. bytes], charset);
    }

    private static string Extended(string value)
    {
        var (charset, encoded) = Charset(value);
        return Text(Unescape(encoded), charset);
    }

    private static string Text(byte[] bytes, string? charset) => (TextEncoding.Named(charset)?.Encoding ?? Encoding.UTF8).GetString(bytes);

    private static (string? Charset, string Encoded) Charset(string value)
    {
        var parts = value.Split('\'', 3);
        return parts.Length == 3 ? (parts[0], parts[2]) : (null, value);
    }

    private static byte[] Unescape(string value)
    {
        var bytes = new List<byte>(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            if (
                value[i] == '%'
                && i + 2 < value.Length
                && byte.TryParse(value.AsSpan(i + 1, 2), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var b)
            )
            {
                bytes.Add(b);
                i += 2;
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(value, i, 1));
            }
        }
        return [.. bytes];
    }
}
