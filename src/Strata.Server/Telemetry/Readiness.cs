namespace Strata.Server.Telemetry;

/// <summary>Decides whether the server is ready for requests.</summary>
internal sealed class Readiness(ServerStore store, ServerOptions options, TimeProvider time, ILogger<Readiness> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly HashSet<string> _failing = new(StringComparer.Ordinal);

    /// <summary>Runs the store's checks and compares the queue's age with its limit. Never throws.</summary>
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
        foreach (var check in health.Checks)
        {
            Tell(check);
        }
        return health;
    }

    /// <summary>Logs when a check begins to fail and when it recovers.</summary>
    private void Tell(HealthCheck check)
    {
        lock (_failing)
        {
            if (check.Ok ? !_failing.Remove(check.Name) : !_failing.Add(check.Name))
            {
                return;
            }
        }
        if (check.Ok)
        {
            ServerLog.WellAgain(logger, check.Name);
        }
        else if (check.Needed)
        {
            ServerLog.NotReady(logger, check.Name, check.Cause ?? check.Detail ?? "");
        }
        else
        {
            ServerLog.PartFails(logger, check.Name, check.Cause ?? check.Detail ?? "");
        }
    }

    private HealthCheck Judge(HealthCheck check) =>
        check is { Ok: true, OldestAge: { } age } && options.MaxQueueAge is { } most && age > most.TotalSeconds
            ? check with
            {
                Ok = false,
                Detail = $"The oldest job has waited longer than {most.TotalSeconds} s.",
            }
            : check;
}
