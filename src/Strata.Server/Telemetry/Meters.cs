namespace Strata.Server.Telemetry;

/// <summary>
/// Whose numbers and spans are shown: ours, and what the runtime, the HTTP server and the database driver tell of themselves.
/// </summary>
internal static class Meters
{
    /// <summary>On <c>/metrics</c>. Npgsql's name the database in each series; they go to OTLP only.</summary>
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
