namespace Strata.Cli.Output;

/// <summary>Formats values, times and counts. All text is safe for a terminal.</summary>
internal static class Values
{
    public static string Show(JsonElement? value, int width = 400) =>
        value switch
        {
            null => "–",
            { ValueKind: JsonValueKind.String } text => Terminal.Short(text.GetString() ?? "", width),
            { } other => Terminal.Short(other.GetRawText(), width),
        };

    /// <summary>Formats a time in UTC to the second, or as a date if it is midnight.</summary>
    public static string Show(DateTimeOffset time)
    {
        var utc = time.UtcDateTime;
        return utc.ToString(utc.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }

    public static string Count(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>Returns "1 entity", "1,204 entities".</summary>
    public static string Count(long number, string one, string many) => Count(number) + " " + (number == 1 ? one : many);

    /// <summary>Formats a number without separators, as options accept it.</summary>
    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");

    public static string Short(string hash) => hash.Length > 12 ? hash[..12] : hash;
}
