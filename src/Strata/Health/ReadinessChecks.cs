using Strata.Accounts;
using Strata.Blobs;
using Strata.Blobs.Backends;
using Strata.Database;
using Strata.Jobs;
using Strata.Ledger;

namespace Strata.Health;

/// <summary>Looks whether what a request needs answers, and remembers for a while what costs to look at.</summary>
/// <param name="missing">Names what modules list and the store does not have.</param>
internal sealed class ReadinessChecks(
    IDatabase database,
    BlobStore blobs,
    JobServices jobs,
    StorageGauge stored,
    ClockLead clock,
    Func<IReadOnlyList<string>> missing,
    TimeProvider time
)
{
    private const string Bytes = "blobs";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Keep = TimeSpan.FromSeconds(15);

    private readonly Dictionary<string, (long At, HealthCheck Check)> _known = new(StringComparer.Ordinal);
    private readonly Lock _knowing = new();

    public async Task<StoreHealth> CheckAsync(CancellationToken ct) =>
        new(
            await Task.WhenAll(
                LookAsync("database", DatabaseAsync, ct),
                KnownAsync("migrations", MigrationsAsync, ct),
                KnownAsync(Bytes, BlobsAsync, ct),
                KnownAsync("queue", QueueAsync, ct),
                LookAsync("modules", ModulesAsync, ct),
                LookAsync("clock", ClockAsync, ct)
            )
        );

    private async Task<HealthCheck> DatabaseAsync(HealthCheck check, CancellationToken ct)
    {
        await database.UserExistsAsync(UserId.Local, ct);
        return check;
    }

    private async Task<HealthCheck> MigrationsAsync(HealthCheck check, CancellationToken ct)
    {
        var applied = await database.AppliedAsync(ct);
        try
        {
            var ours = Migration.Embedded(database.Engine);
            var missing = Migration.Missing(ours, applied).Count;
            var ahead = applied.Count(a => a.Number > ours.Max(m => m.Number));
            return missing > 0 ? check with { Ok = false, Detail = $"{missing} migrations are missing." }
                : ahead > 0 ? check with { Detail = $"The database is {ahead} migrations ahead of this program, which works with it." }
                : check;
        }
        catch (Exception e) when (e is InvalidOperationException or StrataException { Code: ErrorCode.ProgramOutdated })
        {
            return check with { Ok = false, Detail = e.Message };
        }
    }

    private async Task<HealthCheck> BlobsAsync(HealthCheck check, CancellationToken ct)
    {
        await blobs.Store.ProbeAsync(ct);
        return check;
    }

    private async Task<HealthCheck> QueueAsync(HealthCheck check, CancellationToken ct)
    {
        var counts = await jobs.CountAsync(ct);
        await stored.RunAsync(ct);
        return check with { OldestAge = Math.Round(counts.Select(c => c.OldestAge).DefaultIfEmpty().Max(), 3) };
    }

    private Task<HealthCheck> ModulesAsync(HealthCheck check, CancellationToken ct) =>
        Task.FromResult(
            missing() is { Count: > 0 } names ? check with { Ok = false, Detail = $"Missing: {string.Join(", ", names)}." } : check
        );

    /// <summary>A warning, not a failure: the ledger can be written, but with times to come.</summary>
    private Task<HealthCheck> ClockAsync(HealthCheck check, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return Task.FromResult(clock.AheadOf(now) is { } until ? check with { Detail = ClockLead.Warning(until, now) } : check);
    }

    /// <summary>While S3 does not answer, bytes wait in the database; without the folder nothing can be taken in.</summary>
    private bool IsNeeded(string name) => name != Bytes || blobs.Store is FileBlobBackend;

    /// <summary>What was found well a moment ago; what was not is looked at again.</summary>
    private async Task<HealthCheck> KnownAsync(
        string name,
        Func<HealthCheck, CancellationToken, Task<HealthCheck>> look,
        CancellationToken ct
    )
    {
        lock (_knowing)
        {
            if (_known.TryGetValue(name, out var known) && time.GetElapsedTime(known.At) < Keep)
            {
                return known.Check;
            }
        }
        var check = await LookAsync(name, look, ct);
        lock (_knowing)
        {
            if (check.Ok)
            {
                _known[name] = (time.GetTimestamp(), check);
            }
        }
        return check;
    }

    private static HealthCheck Failed(string name, Exception e) =>
        (e is BlobBackendException ? e.Message : DatabaseFailure.Of(e)?.Message) is { } cause
            ? new HealthCheck(name, Ok: false, 0) { Detail = "It does not respond correctly; see the log.", Cause = cause }
            : new HealthCheck(name, Ok: false, 0) { Detail = $"It fails: {e.GetType().Name}." };

    private async Task<HealthCheck> LookAsync(
        string name,
        Func<HealthCheck, CancellationToken, Task<HealthCheck>> look,
        CancellationToken ct
    )
    {
        var began = time.GetTimestamp();
        using var limit = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        HealthCheck check;
        try
        {
            check = await look(new HealthCheck(name, Ok: true, 0), both.Token).WaitAsync(both.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            check = new HealthCheck(name, Ok: false, 0) { Detail = $"No answer within {Patience.TotalSeconds} s." };
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            check = Failed(name, e);
        }
        return check with { Needed = IsNeeded(name), Seconds = Math.Round(time.GetElapsedTime(began).TotalSeconds, 4) };
    }
}
