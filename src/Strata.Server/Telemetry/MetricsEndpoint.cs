using System.Diagnostics.Metrics;
using System.Security.Cryptography;

namespace Strata.Server.Telemetry;

/// <summary><c>GET /metrics</c> for Prometheus, with access control (docs/adr/0018-telemetry.md).</summary>
internal sealed class MetricsEndpoint : IDisposable
{
    private readonly MeterReadings _readings = new();
    private readonly Meter _meter = new("Strata.Health");
    private volatile IReadOnlyList<HealthCheck> _checks = [];

    public MetricsEndpoint() =>
        _meter.CreateObservableGauge(
            "strata.health",
            () => _checks.Select(c => new Measurement<int>(c.Ok ? 1 : 0, new KeyValuePair<string, object?>("check", c.Name))),
            unit: null,
            "Whether a part of the store answers (1) or not (0), by check"
        );

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapGet(
                "/metrics",
                (MetricsEndpoint metrics, HttpContext http, Readiness readiness, ServerOptions options) =>
                    metrics.WriteAsync(http, readiness, options)
            )
            .AllowAnonymous()
            .ExcludeFromDescription();

    public void Dispose()
    {
        _meter.Dispose();
        _readings.Dispose();
    }

    private async Task WriteAsync(HttpContext http, Readiness readiness, ServerOptions options)
    {
        Admit(http, options);
        _checks = (await readiness.LookAsync(http.RequestAborted)).Checks;
        http.Response.ContentType = PrometheusText.ContentType;
        await http.Response.WriteAsync(_readings.Read(), http.RequestAborted);
    }

    private static void Admit(HttpContext http, ServerOptions options)
    {
        if (options.MetricsToken is { } token)
        {
            var given = Encoding.UTF8.GetBytes(http.Request.Headers.Authorization.ToString());
            if (!CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes("Bearer " + token)))
            {
                throw http
                    .RequestServices.GetRequiredService<FailedTokens>()
                    .Count(
                        http,
                        new StrataException(ErrorCode.Unauthenticated, "The metrics need their own token: Authorization: Bearer …")
                    );
            }
        }
        else if (options.RequireTokens && !(options.MetricsForMachine && Loopback.IsLocal(http)))
        {
            throw new StrataException(
                ErrorCode.Forbidden,
                "The metrics need a token of their own: set STRATA_METRICS_TOKEN for the server, or allow local programs to "
                    + "read them without one (--metrics-local), if no local proxy forwards requests."
            );
        }
    }
}
