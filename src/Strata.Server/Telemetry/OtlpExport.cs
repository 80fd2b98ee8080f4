using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Strata.Server.Telemetry;

/// <summary>
/// Exports metrics and spans to the OpenTelemetry collector in <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>, configured by the standard variables
/// (opentelemetry.io/docs/specs/otel/protocol/exporter).
/// </summary>
public sealed class OtlpExport : IDisposable
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private readonly MeterProvider _meters;
    private readonly TracerProvider _spans;

    private OtlpExport(string service)
    {
        // Without this the HTTP server's spans carry no tags.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);
        var resource = ResourceBuilder
            .CreateDefault()
            .AddService(service, serviceVersion: typeof(OtlpExport).Assembly.GetName().Version?.ToString(3))
            .AddEnvironmentVariableDetector();
        _meters = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter([.. Meters.Scraped, "Strata.*", "Npgsql"])
            .AddOtlpExporter()
            .Build();
        _spans = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource("Strata", "Microsoft.AspNetCore")
            .AddProcessor(new AddressRemoval())
            .AddOtlpExporter()
            .Build();
    }

    /// <summary>Starts the export, until disposed; null if no endpoint is set.</summary>
    /// <param name="service">The <c>service.name</c>, unless <c>OTEL_SERVICE_NAME</c> is set.</param>
    public static OtlpExport? FromEnvironment(string service) =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Endpoint)) ? null : new OtlpExport(service);

    /// <summary>Flushes and stops.</summary>
    public void Dispose()
    {
        _spans.Dispose();
        _meters.Dispose();
    }
}
