namespace Strata.Parsing.Calendar;

/// <summary>The time zones that a calendar describes itself (VTIMEZONE; RFC 5545, section 3.6.5).</summary>
internal sealed class ZoneTables
{
    private const string Component = "VTIMEZONE";
    private const int MaxZones = 1_000;

    // A table of every change since 1900 has less; each time of the zone asks all of them.
    private const int MaxObservances = 500;

    private readonly Dictionary<string, List<ZoneObservance>> _zones = new(StringComparer.Ordinal);

    private ZoneTables() { }

    /// <summary>Read before the entries, which may stand before the zones that they name.</summary>
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

        // What is no content line is said when the entries are read.
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

    /// <summary>The offset at a local time; null where no table says it that can be read.</summary>
    public TimeSpan? OffsetAt(string zone, DateTime local)
    {
        // Nearer to the ends of time no change could be reckoned.
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
