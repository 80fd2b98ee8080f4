namespace Strata.Parsing.Sheets;

/// <summary>Converts stored numbers to JSON numbers and ISO 8601 dates and times.</summary>
internal static class CellValue
{
    private const double DaysBetweenSystems = 1462;

    /// <summary>10000-01-01, the first unsupported day.</summary>
    private const double LastDay = 2_958_466;
    private const double Milliseconds = 86_400_000;

    private static readonly DateTime Epoch = new(1899, 12, 30, 0, 0, 0, DateTimeKind.Unspecified);

    /// <summary>
    /// Formats a number as JSON with at most 15 significant digits, which spreadsheets hold and show (a file may store 17:
    /// 0.30000000000000004).
    /// </summary>
    public static string Number(double value)
    {
        var shown = value.ToString("G15", CultureInfo.InvariantCulture);
        return
            shown.Contains('E', StringComparison.Ordinal)
            && Math.Abs(value) is >= 1e-9 and < 1e21
            && decimal.TryParse(shown, NumberStyles.Float, CultureInfo.InvariantCulture, out var plain)
            ? plain.ToString(CultureInfo.InvariantCulture)
            : shown;
    }

    /// <summary>Converts a serial number to ISO 8601. Null if out of range (negative, after the year 9999).</summary>
    /// <param name="is1904">The workbook counts days from 1904-01-01 rather than 1900-01-01.</param>
    public static string? Moment(double serial, NumberKind kind, bool is1904)
    {
        if (kind == NumberKind.Duration)
        {
            return Math.Abs(serial) < LastDay ? Duration(serial) : null;
        }
        if (kind == NumberKind.Time && serial is >= 0 and < 1)
        {
            return Clock(serial);
        }
        var days = serial + (is1904 ? DaysBetweenSystems : 0);
        if (!(days >= 0 && Math.Round(days * Milliseconds) < LastDay * Milliseconds))
        {
            return null;
        }
        // The 1900 system has a nonexistent 29 February 1900; before it, serials are a day behind.
        days = days < 60 && !is1904 ? days + 1 : days;
        var day = Math.Floor(days);
        var moment = Epoch.AddDays(day).AddMilliseconds(Math.Round((days - day) * Milliseconds));
        return Iso(moment, kind == NumberKind.Date);
    }

    /// <summary>Formats a date or a date-time in ISO 8601.</summary>
    public static string Iso(DateTime moment, bool dateOnly) =>
        moment.ToString(
            dateOnly ? "yyyy-MM-dd"
                : moment.Millisecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss"
                : "yyyy-MM-dd'T'HH:mm:ss.fff",
            CultureInfo.InvariantCulture
        );

    private static string Clock(double serial)
    {
        var time = TimeSpan.FromMilliseconds(Math.Min(Milliseconds - 1, Math.Round(serial * Milliseconds)));
        return time.ToString(time.Milliseconds == 0 ? @"hh\:mm\:ss" : @"hh\:mm\:ss\.fff", CultureInfo.InvariantCulture);
    }

    private static string Duration(double serial)
    {
        var seconds = (long)Math.Round(Math.Abs(serial) * 86_400);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(serial < 0 ? "-" : "")}{seconds / 3600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}"
        );
    }
}
