using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Strata.Server.Telemetry;

namespace Strata.Server.Health;

[JsonConverter(typeof(SnakeCaseEnum<HealthStatus>))]
internal enum HealthStatus
{
    Ok,
    Unavailable,
}

/// <param name="Checks">Checks that ran; left out if none did.</param>
internal sealed record HealthView(HealthStatus Status, IReadOnlyList<HealthCheck>? Checks = null);

internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").AllowAnonymous().WithTags("Health");
        health.MapGet("/live", () => TypedResults.Ok(new HealthView(HealthStatus.Ok))).Says("health_live", "The server runs.");
        health
            .MapGet("/ready", ReadyAsync)
            .Says("health_ready", "Database, migrations, blob store and queue: each with whether it answers; 503 where one does not.");
    }

    private static async Task<Results<Ok<HealthView>, JsonHttpResult<HealthView>>> ReadyAsync(Readiness readiness, CancellationToken ct)
    {
        var health = await readiness.LookAsync(ct);
        return health.IsReady
            ? TypedResults.Ok(new HealthView(HealthStatus.Ok, health.Checks))
            : TypedResults.Json(
                new HealthView(HealthStatus.Unavailable, health.Checks),
                statusCode: StatusCodes.Status503ServiceUnavailable
            );
    }
}
