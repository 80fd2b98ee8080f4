namespace Strata.Parsing.Calendar;

/// <summary>Time zones that a calendar describes itself (VTIMEZONE; RFC 5545, section 3.6.5).</summary>
internal sealed class ZoneTables
{
    private const string Component = "VTIMEZONE";
    private const int MaxZones = 1_000;

    // A table of every change since 1900 has fewer; each lookup checks them all.
    private const int MaxObservances = 500;

    private readonly Dictionary<string, List<ZoneObservance>> _zones = new(StringComparer.Ordinal);

    private ZoneTables() { }

    /// <summary>Reads the zones before the entries, which may precede the zones they name.</summary>
    public static ZoneTables Read(SourceText source)
    {
        var tables = new ZoneTables();
        if (!source.Text.Contains(Component, StringComparison.OrdinalIgnoreCase))
        {
            return tables;
        }
        var (name, isInside) = ("", false);
        ZoneObservance? open = null;
        var observances = new List<ZoneObservance>();

        // Malformed lines are reported when the entries are read.
        foreach (var line in new ContentLines(source, new()).Read())
        {
            switch (line.Name, line.Value.Trim().ToUpperInvariant())
            {
                case ("BEGIN", Component):
                    (name, isInside, open, observances) = ("", true, null, []);
                    break;
                case ("END", Component) when isInside:
                    tables.Add(name, observances);
                    isInside = false;
                    break;
                case ("BEGIN", "STANDARD" or "DAYLIGHT") when isInside:
                    observances.Add(open = new());
                    break;
                case ("END", _):
                    open = null;
                    break;
                case ("TZID", _) when isInside:
                    name = LineValues.Text(line);
                    break;
                default:
                    open?.Add(line);
                    break;
            }
        }
        return tables;
    }

    /// <summary>Returns the offset at a local time; null if no readable table gives it.</summary>
    public TimeSpan? OffsetAt(string zone, DateTime local)
    {
        // Closer to the limits of DateTime, no change can be computed.
        if (local.Year is < 2 or > 9998 || !_zones.TryGetValue(zone.Trim(), out var observances))
        {
            return null;
        }
        (ZoneObservance Observance, DateTime Since)? current = null;
        foreach (var observance in observances)
        {
            if (observance.LastBefore(local) is { } since && (current is not { } so || since > so.Since))
            {
                current = (observance, since);
            }
        }
        return current is { } found ? found.Observance.Offset : observances.MinBy(observance => observance.Start)!.From;
    }

    private void Add(string name, List<ZoneObservance> observances)
    {
        if (
            name.Length > 0
            && observances.Count is > 0 and <= MaxObservances
            && observances.TrueForAll(observance => observance.IsRead)
            && _zones.Count < MaxZones
        )
        {
            _zones.TryAdd(name, observances);
        }
    }
}
