using System.Buffers;
using System.Collections.Frozen;
using System.Net;

namespace Strata.Schemas.Validation;

/// <summary>A named format of strings, asserted.</summary>
internal sealed record StringFormat(string Name, string Wanted, StringFormat.Test Fits)
{
    internal delegate bool Test(ReadOnlySpan<char> text);

    public static readonly FrozenDictionary<string, StringFormat> All = new StringFormat[]
    {
        new("date", "a date like 2026-03-31", IsDate),
        new("date-time", "a time like 2026-03-31T14:05:00Z", text => IsDateTime(text, offsetRequired: true)),
        new("moment", "a date, or a date and time with or without offset", text => IsDate(text) || IsDateTime(text, offsetRequired: false)),
        new("time", "a time like 14:05 or 14:05:00+02:00", text => IsTime(text, offsetRequired: false)),
        new("email", "an e-mail address", IsEmail),
        new("uri", "an absolute URI", IsUri),
        new("uuid", "a UUID", IsUuid),
        new("ipv4", "an IPv4 address", IsIpv4),
        new("ipv6", "an IPv6 address", IsIpv6),
        new("hostname", "a host name", IsHostname),
        new("duration", "an ISO 8601 duration like P3DT4H", IsDuration),
        new("phone", "a phone number", IsPhone),
        new("currency", "a three-letter currency code", text => text.Length == 3 && !text.ContainsAnyExceptInRange('A', 'Z')),
    }.ToFrozenDictionary(f => f.Name, StringComparer.Ordinal);

    private static bool IsDate(ReadOnlySpan<char> text) =>
        text.Length == 10 && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    // RFC 3339 section 5.6; leap seconds are refused, because nothing later could order or convert them.
    private static bool IsDateTime(ReadOnlySpan<char> text, bool offsetRequired) =>
        text.Length > 11 && IsDate(text[..10]) && text[10] is 'T' or 't' && IsTime(text[11..], offsetRequired);

    private static bool IsTime(ReadOnlySpan<char> text, bool offsetRequired)
    {
        if (!TwoDigits(text, 0, 23) || text.Length < 5 || text[2] != ':' || !TwoDigits(text, 3, 59))
        {
            return false;
        }
        var rest = text[5..];
        if (rest.StartsWith(":"))
        {
            if (!TwoDigits(rest, 1, 59))
            {
                return false;
            }
            rest = rest[3..];
            if (rest.StartsWith("."))
            {
                var digits = CountDigits(rest[1..]);
                if (digits == 0)
                {
                    return false;
                }
                rest = rest[(1 + digits)..];
            }
        }
        else if (offsetRequired)
        {
            return false;
        }
        return rest.IsEmpty
            ? !offsetRequired
            : rest is "Z" or "z"
                || (rest.Length == 6 && rest[0] is '+' or '-' && TwoDigits(rest, 1, 23) && rest[3] == ':' && TwoDigits(rest, 4, 59));
    }

    private static bool TwoDigits(ReadOnlySpan<char> text, int at, int max) =>
        text.Length >= at + 2
        && char.IsAsciiDigit(text[at])
        && char.IsAsciiDigit(text[at + 1])
        && ((text[at] - '0') * 10) + text[at + 1] - '0' <= max;

    private static int CountDigits(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? text.Length : end;
    }

    private static readonly SearchValues<char> NotInMailbox = SearchValues.Create(" \t\r\n<>()[],;:\\\"@");

    private static bool IsUuid(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (i is 8 or 13 or 18 or 23 ? text[i] != '-' : !char.IsAsciiHexDigit(text[i]))
            {
                return false;
            }
        }
        return text.Length == 36;
    }

    private static bool IsEmail(ReadOnlySpan<char> text)
    {
        var at = text.LastIndexOf('@');
        if (at is < 1 or > 64 || text.Length > 254)
        {
            return false;
        }
        var local = text[..at];
        return !local.ContainsAny(NotInMailbox)
            && local[0] != '.'
            && local[^1] != '.'
            && local.IndexOf("..") < 0
            && IsDomain(text[(at + 1)..], char.IsLetterOrDigit);
    }

    private static bool IsHostname(ReadOnlySpan<char> text) => IsDomain(text, char.IsAsciiLetterOrDigit);

    private static bool IsDomain(ReadOnlySpan<char> text, Func<char, bool> isLetter)
    {
        if (text.Length is 0 or > 253)
        {
            return false;
        }
        foreach (var range in text.Split('.'))
        {
            var label = text[range];
            if (label.Length is 0 or > 63 || label[0] == '-' || label[^1] == '-')
            {
                return false;
            }
            foreach (var c in label)
            {
                if (c != '-' && !isLetter(c))
                {
                    return false;
                }
            }
        }
        return true;
    }

    private static readonly SearchValues<char> NotInUri = SearchValues.Create(
        "<>\"{}|\\^`" + string.Concat(Enumerable.Range(0, 0x21).Append(0x7F).Select(c => (char)c))
    );

    // RFC 3986, and RFC 3987 in that letters beyond ASCII need no escape.
    private static bool IsUri(ReadOnlySpan<char> text)
    {
        var colon = text.IndexOf(':');
        if (colon < 1 || !char.IsAsciiLetter(text[0]) || text.ContainsAny(NotInUri))
        {
            return false;
        }
        foreach (var c in text[..colon])
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.'))
            {
                return false;
            }
        }
        var rest = text[(colon + 1)..];
        var percent = rest.IndexOf('%');
        while (percent >= 0)
        {
            if (rest.Length < percent + 3 || !char.IsAsciiHexDigit(rest[percent + 1]) || !char.IsAsciiHexDigit(rest[percent + 2]))
            {
                return false;
            }
            rest = rest[(percent + 3)..];
            percent = rest.IndexOf('%');
        }
        var hierarchy = text[(colon + 1)..];
        if (hierarchy.IndexOf('#') is >= 0 and var hash && hierarchy[(hash + 1)..].Contains('#') || !HasHost(hierarchy))
        {
            return false;
        }
        var web =
            text[..colon].Equals("http", StringComparison.OrdinalIgnoreCase)
            || text[..colon].Equals("https", StringComparison.OrdinalIgnoreCase);
        return web
            ? hierarchy.StartsWith("//") && hierarchy.Length > 2 && hierarchy[2] is not ('/' or '?' or '#' or ':')
            : !hierarchy.IsEmpty;
    }

    // RFC 3986 section 3.2: brackets enclose IPv6 addresses only, and a port is digits.
    private static bool HasHost(ReadOnlySpan<char> hierarchy)
    {
        var authority = ReadOnlySpan<char>.Empty;
        if (hierarchy.StartsWith("//"))
        {
            authority = hierarchy[2..];
            var end = authority.IndexOfAny('/', '?', '#');
            hierarchy = end < 0 ? [] : authority[end..];
            authority = end < 0 ? authority : authority[..end];
        }
        var place = authority[(authority.LastIndexOf('@') + 1)..];
        if (hierarchy.ContainsAny('[', ']') || authority[..^place.Length].ContainsAny('[', ']'))
        {
            return false;
        }
        if (place.StartsWith("["))
        {
            var close = place.IndexOf(']');
            if (close < 0 || !(IsIpv6(place[1..close]) || place[1] is 'v' or 'V'))
            {
                return false;
            }
            place = place[(close + 1)..];
            return place.IsEmpty || (place[0] == ':' && CountDigits(place[1..]) == place.Length - 1);
        }
        var port = place.IndexOf(':');
        return !place.ContainsAny('[', ']') && (port < 0 || CountDigits(place[(port + 1)..]) == place.Length - port - 1);
    }

    private static bool IsIpv4(ReadOnlySpan<char> text)
    {
        var parts = 0;
        foreach (var range in text.Split('.'))
        {
            var part = text[range];
            parts++;
            if (
                part.Length is 0 or > 3
                || CountDigits(part) != part.Length
                || (part.Length > 1 && part[0] == '0')
                || int.Parse(part, CultureInfo.InvariantCulture) > 255
            )
            {
                return false;
            }
        }
        return parts == 4;
    }

    private static bool IsIpv6(ReadOnlySpan<char> text) =>
        text.Contains(':') && !text.ContainsAny('%', '[', ']') && IPAddress.TryParse(text, out _);

    // ISO 8601 as RFC 3339 appendix A writes it: weeks alone, or years to seconds in order.
    private static bool IsDuration(ReadOnlySpan<char> text)
    {
        if (text.Length < 3 || text[0] != 'P')
        {
            return false;
        }
        var units = "YMDTHMS";
        var next = 0;
        var afterUnit = false;
        for (var i = 1; i < text.Length; )
        {
            var digits = CountDigits(text[i..]);
            i += digits;
            if (i == text.Length)
            {
                return false;
            }
            var unit = text[i++];
            if (unit == 'W')
            {
                return digits > 0 && i == text.Length && digits == text.Length - 2;
            }
            var place = units.IndexOf(unit, next);
            // M before T is months, after it minutes.
            if (place < 0 || (unit == 'T') != (digits == 0) || (unit != 'T' && place > 3 && next < 4))
            {
                return false;
            }
            next = place + 1;
            afterUnit = unit != 'T';
        }
        return afterUnit;
    }

    private static bool IsPhone(ReadOnlySpan<char> text)
    {
        var digits = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsAsciiDigit(c))
            {
                digits++;
            }
            else if (
                c == '+'
                    ? i != 0
                    : c is not (' ' or '\u00a0' or '-' or '\u2010' or '\u2011' or '\u2013' or '.' or '/' or '(' or ')' or 'x' or '#')
                        || digits == 0 && c is 'x' or '#'
            )
            {
                return false;
            }
        }
        return digits is >= 3 and <= 20;
    }
}
