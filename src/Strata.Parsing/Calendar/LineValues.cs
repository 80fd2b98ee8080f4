using Strata.Parsing.Mail;

namespace Strata.Parsing.Calendar;

/// <summary>Values of content lines as text.</summary>
internal static class LineValues
{
    /// <summary>Decodes TEXT escapes (RFC 5545, section 3.3.11) and, in vCard 2.1, quoted-printable with its charset.</summary>
    public static string Text(ContentLine line) => Unescape(Decoded(line)).Replace('\0', '\uFFFD').Trim();

    /// <summary>Returns the unescaped parts of a structured value (ADR, N, ORG).</summary>
    public static string[] Parts(ContentLine line) =>
        [.. Split(Decoded(line), ';').Select(part => Unescape(part).Replace('\0', '\uFFFD').Trim())];

    /// <summary>Returns the unescaped, non-empty values of a list.</summary>
    public static string[] List(ContentLine line) =>
        [.. Split(Decoded(line), ',').Select(part => Unescape(part).Replace('\0', '\uFFFD').Trim()).Where(part => part.Length > 0)];

    /// <summary>
    /// Converts a date or time to ISO 8601's extended form: <c>2026-11-20</c>, <c>2026-11-20T09:15:00Z</c>; other forms stay as they are.
    /// Local times stay local: see <see cref="CalendarClock"/>.
    /// </summary>
    public static string Moment(string value)
    {
        var v = value.Trim();
        if (v.Length == 8 && IsDigits(v, 0, 8))
        {
            return $"{v[..4]}-{v[4..6]}-{v[6..8]}";
        }
        return v.Length is 15 or 16 && v[8] == 'T' && IsDigits(v, 0, 8) && IsDigits(v, 9, 6) && (v.Length == 15 || v[15] is 'Z' or 'z')
            ? $"{v[..4]}-{v[4..6]}-{v[6..8]}T{v[9..11]}:{v[11..13]}:{v[13..15]}{(v.Length == 16 ? "Z" : "")}"
            : v;
    }

    /// <summary>Removes <c>mailto:</c> or <c>tel:</c> from an address.</summary>
    public static string Address(string value)
    {
        var text = Unescape(value).Trim();
        return text.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) || text.StartsWith("tel:", StringComparison.OrdinalIgnoreCase)
            ? text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..]
            : text;
    }

    private static string Decoded(ContentLine line)
    {
        if (!line.Is("ENCODING", "QUOTED-PRINTABLE"))
        {
            return line.Value;
        }
        using var stream = new QuotedPrintableStream(new MemoryStream(Encoding.Latin1.GetBytes(line.Value)));
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return (TextEncoding.Named(line["CHARSET"])?.Encoding ?? Encoding.UTF8).GetString(bytes.ToArray());
    }

    private static List<string> Split(string value, char separator)
    {
        var parts = new List<string>();
        var start = 0;
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '\\')
            {
                i++;
            }
            else if (value[i] == separator)
            {
                parts.Add(value[start..i]);
                start = i + 1;
            }
        }
        parts.Add(value[start..]);
        return parts;
    }

    private static string Unescape(string value)
    {
        if (!value.Contains('\\', StringComparison.Ordinal))
        {
            return value;
        }
        var text = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] != '\\' || i + 1 == value.Length)
            {
                text.Append(value[i]);
                continue;
            }
            text.Append(
                value[++i] switch
                {
                    'n' or 'N' => '\n',
                    var c => c,
                }
            );
        }
        return text.ToString();
    }

    private static bool IsDigits(string text, int start, int length) => !text.AsSpan(start, length).ContainsAnyExceptInRange('0', '9');
}
