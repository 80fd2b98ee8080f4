namespace Strata.Server.Telemetry;

/// <summary>Whether this server should be sent requests.</summary>
internal sealed class Readiness(ServerStore store, ServerOptions options, TimeProvider time, ILogger<Readiness> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The store's own checks, and the server's judgement of how long jobs wait. Never fails while the caller waits.</summary>
    public async Task<StoreHealth> LookAsync(CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        StoreHealth health;
        try
        {
            health = await store.CheckAsync(both.Token);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            health = new StoreHealth([new HealthCheck("store", Ok: false, 0) { Detail = $"It fails: {e.GetType().Name}." }]);
        }
        health = new StoreHealth([.. health.Checks.Select(Judge)]);
        foreach (var check in health.Checks.Where(c => !c.Ok))
        {
            Log.NotReady(logger, check.Name, check.Detail ?? "");
        }
        return health;
    }

    private HealthCheck Judge(HealthCheck check) =>
        check is { Ok: true, OldestAge: { } age } && options.MaxQueueAge is { } most && age > most.TotalSeconds
            ? check with { Ok = false, Detail = $"The oldest job has waited longer than {most.TotalSeconds} s." }
            : check;
}
