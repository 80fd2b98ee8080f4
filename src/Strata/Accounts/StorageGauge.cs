using System.Diagnostics.Metrics;
using Strata.Database;
using Strata.Jobs;

namespace Strata.Accounts;

/// <summary>
/// Bytes of all users' sources, for listeners of the meter <c>Strata.Usage</c>. Counted by workers, and on demand, at most once a minute.
/// </summary>
internal sealed class StorageGauge : IRecoveryStep, IDisposable
{
    private readonly Meter _meter = new(UsageMeters.Name);
    private readonly IDatabase _database;
    private readonly TimeProvider _time;
    private long _countedAt;
    private long _bytes = -1;

    public StorageGauge(IDatabase database, TimeProvider time)
    {
        (_database, _time) = (database, time);
        _meter.CreateObservableGauge("strata.storage.stored", Observe, "By", "Bytes of all sources of all users, each once for a user");
    }

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task<RecoveryResult> RunAsync(CancellationToken ct)
    {
        if (_countedAt != 0 && _time.GetElapsedTime(_countedAt) < Every)
        {
            return default;
        }
        var sum = await _database.QueueAsync(
            QueueUse.Read,
            queue => queue.QueryAsync<long>("select cast(coalesce(sum(storage_bytes), 0) as bigint) from ledger_heads"),
            ct
        );
        Interlocked.Exchange(ref _bytes, sum[0]);
        _countedAt = _time.GetTimestamp();
        return default;
    }

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<long>> Observe() => Interlocked.Read(ref _bytes) is >= 0 and var bytes ? [new(bytes)] : [];
}
