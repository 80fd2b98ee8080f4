using Microsoft.AspNetCore.Http.HttpResults;

namespace Strata.Server;

/// <param name="Status">ok, or unavailable.</param>
internal sealed record HealthView(string Status);

internal static class HealthEndpoints
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").AllowAnonymous().WithTags("Health");
        health.MapGet("/live", () => TypedResults.Ok(new HealthView("ok"))).Says("health_live", "The server runs.");
        health.MapGet("/ready", ReadyAsync).Says("health_ready", "The store answers.");
    }

    private static async Task<Results<Ok<HealthView>, JsonHttpResult<HealthView>>> ReadyAsync(
        ServerStore store,
        TimeProvider time,
        ILogger<HealthView> logger,
        CancellationToken ct
    )
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            await store.CheckAsync(both.Token);
            return TypedResults.Ok(new HealthView("ok"));
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            Log.NotReady(logger, e.GetType().Name);
            return TypedResults.Json(new HealthView("unavailable"), statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
