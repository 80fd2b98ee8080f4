namespace Strata.Foundation;

/// <summary>Times as all doors accept them.</summary>
public static class Moment
{
    private const int MaxShown = 60;

    /// <summary>
    /// Reads a date or time in the form of RFC 3339, such as 2026-03-01 or 2026-03-01T12:00:00Z; UTC without an offset. Refuses anything
    /// else: 03/04/2026 is ambiguous.
    /// </summary>
    public static bool TryParse(string text, out DateTimeOffset time)
    {
        var json = JsonSerializer.SerializeToElement(text);
        if (json.TryGetDateTime(out var local) && local.Kind == DateTimeKind.Unspecified)
        {
            time = new DateTimeOffset(local, TimeSpan.Zero);
            return true;
        }
        return json.TryGetDateTimeOffset(out time);
    }

    /// <param name="name">The parameter's name, for the error.</param>
    /// <exception cref="StrataException">INVALID_CONTENT.</exception>
    public static DateTimeOffset Parse(string name, string text)
    {
        if (TryParse(text, out var time))
        {
            return time;
        }
        var reason =
            $"'{(text.Length > MaxShown ? text[..MaxShown] + "…" : text)}' is not a date or time, such as 2026-03-01 or 2026-03-01T12:00:00Z.";
        throw new StrataException(ErrorCode.InvalidContent, $"{name}: {reason}") { Faults = [new Fault(name, reason)] };
    }
}
