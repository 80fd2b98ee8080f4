namespace Strata.Server.Telemetry;

/// <summary>
/// Names of the meters and activity sources that are exported: ours, the runtime's, the HTTP server's, the database driver's.
/// </summary>
internal static class Meters
{
    /// <summary>Meters on <c>/metrics</c>. Npgsql's, whose series name the database, go to OTLP only.</summary>
    public static readonly string[] Scraped =
    [
        "Strata",
        "System.Runtime",
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
    ];

    public static bool IsScraped(string meter) =>
        Scraped.Contains(meter, StringComparer.Ordinal) || meter.StartsWith("Strata.", StringComparison.Ordinal);
}
