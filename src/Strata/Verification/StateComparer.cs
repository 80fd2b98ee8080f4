using System.Collections.Concurrent;
using Strata.Database;
using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Verification;

/// <summary>
/// Compares everything stored about a user's entities with what follows from the ledger: zone by zone, each in one snapshot, two zones at a
/// time; then the indexes as a whole, and zones whose sums differ once more. Reads only, unless there is something to mend.
/// </summary>
internal sealed class StateComparer(IDatabase database, LedgerServices services, UserId user, bool mends)
{
    /// <summary>One reads while the other computes; more would starve other work.</summary>
    private const int Lanes = 2;

    /// <summary>Told about zones that can't be computed; if null, the comparison ends there.</summary>
    public Action<string, string>? Fault { get; init; }

    private readonly ConcurrentDictionary<long, bool> _failed = new();
    private volatile IReadOnlyDictionary<(string Type, int Version), SchemaDefinition> _every =
        new Dictionary<(string, int), SchemaDefinition>();
    private long _next = -1;
    private long _entities;

    public async Task<ComparedZone> RunAsync(string stage, IProgress<Progress>? progress, CancellationToken ct)
    {
        var last = await database.ReadAsync(
            user,
            connection =>
                connection.QueryFirstOrDefaultAsync<long?>(
                    """
                    select max(no) from (
                        select max(entity_no) as no from entities where user_id = @user
                        union all select max(seq) from decisions where user_id = @user
                        union all select max(seq) from relationships where user_id = @user) as l
                    """
                ),
            ct
        );
        var held = Task.Run(() => HeldAsync(ct), ct);
        var zones = new ConcurrentDictionary<long, ComparedZone>();
        var end = last is { } no ? ValueSums.Zone(no) : -1;
        await Task.WhenAll([
            held,
            .. Enumerable.Range(0, Lanes).Select(_ => Task.Run(() => LaneAsync(end, zones, stage, progress, ct), ct)),
        ]);
        var swept = new ComparedZone();
        foreach (var zone in zones.OrderBy(z => z.Key))
        {
            swept.Add(zone.Value);
        }
        var holds = mends && swept.Differences.Count > 0 ? await HeldAsync(ct) : await held;
        foreach (var some in swept.Sums.OtherValues(holds).Where(z => !_failed.ContainsKey(z)).Chunk(IndexCheck.AtOnce))
        {
            swept.Differences.Add(await ValuesAsync(some, ct));
            progress?.Report(new Progress("values", ValueSums.Last(some[^1]), null));
        }
        foreach (var some in swept.Sums.OtherKeys(holds).Where(z => !_failed.ContainsKey(z)).Chunk(IndexCheck.AtOnce))
        {
            swept.Differences.Add(await KeysAsync(some, ct));
            progress?.Report(new Progress("keys", ValueSums.Last(some[^1]), null));
        }
        return swept;
    }

    private Task<ValueSums> HeldAsync(CancellationToken ct) => database.ReadAsync(user, ValueSums.HeldAsync, ct);

    private async Task LaneAsync(
        long end,
        ConcurrentDictionary<long, ComparedZone> zones,
        string stage,
        IProgress<Progress>? progress,
        CancellationToken ct
    )
    {
        try
        {
            while (Interlocked.Increment(ref _next) is var zone && zone <= end)
            {
                var swept = await TryZoneAsync(zone, ct);
                if (swept.Entities > 0 || swept.Differences.Count > 0 || !swept.Sums.IsEmpty)
                {
                    zones[zone] = swept;
                    lock (zones)
                    {
                        _entities += swept.Entities;
                        progress?.Report(new Progress(stage, _entities, null));
                    }
                }
            }
        }
        finally
        {
            Interlocked.Exchange(ref _next, end); // If this one failed, the other need not continue.
        }
    }

    private async Task<ComparedZone> TryZoneAsync(long zone, CancellationToken ct)
    {
        try
        {
            return await ZoneAsync(zone, ct);
        }
        catch (Exception e) when (Fault is not null && FaultList.IsFault(e))
        {
            _failed[zone] = true;
            lock (_failed)
            {
                Fault(
                    "entities",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"those of the positions {ValueSums.First(zone)} to {ValueSums.Last(zone)} can't be computed: {e.Message}"
                    )
                );
            }
            return new ComparedZone();
        }
    }

    private async Task<ComparedZone> ZoneAsync(long zone, CancellationToken ct)
    {
        var swept = await database.ReadAsync(
            user,
            async connection =>
                await new StateComparison(
                    connection,
                    mend: null,
                    await services.Schemas.CurrentAsync(connection),
                    await EveryAsync(connection)
                ).ZoneAsync(zone),
            ct
        );
        return mends && swept.Differences.Count > 0 ? await MendAsync(zone, ct) : swept;
    }

    /// <summary>Compares and mends the zone, a batch of entities per transaction: differences may be gone by now.</summary>
    private async Task<ComparedZone> MendAsync(long zone, CancellationToken ct)
    {
        var mended = new ComparedZone { Last = ValueSums.First(zone) - 1, More = true };
        while (mended.More)
        {
            var after = mended.Last;
            mended.Add(
                await WriteAsync(
                    async (tx, session) =>
                        await new StateComparison(tx, tx, session.Schemas, await EveryAsync(tx)).NextAsync(after, ValueSums.Last(zone)),
                    ct
                )
            );
        }
        mended.Differences.Add(
            await WriteAsync(
                async (tx, session) => await new StateComparison(tx, tx, session.Schemas, await EveryAsync(tx)).RelationshipsAsync(zone),
                ct
            )
        );
        return mended;
    }

    private async Task<StateDifferences> ValuesAsync(IReadOnlyList<long> zones, CancellationToken ct)
    {
        var (extra, differing, differences) = await database.ReadAsync(user, async c => await (await CheckAsync(c)).ValuesAsync(zones), ct);
        foreach (var zone in mends ? differing : [])
        {
            await WriteAsync(
                async (tx, session) =>
                {
                    var check = new IndexCheck(tx, session.Schemas, await EveryAsync(tx));
                    await IndexCheck.MendValuesAsync(tx, check, zone, extra.Where(e => ValueSums.Zone(e.EntityNo) == zone));
                    return true;
                },
                ct
            );
        }
        return differences;
    }

    private async Task<StateDifferences> KeysAsync(IReadOnlyList<long> zones, CancellationToken ct)
    {
        var (extra, differences) = await database.ReadAsync(user, async c => await (await CheckAsync(c)).KeysAsync(zones), ct);
        foreach (var some in mends ? extra.Chunk(BatchReducer.Batch) : [])
        {
            await WriteAsync(
                async (tx, _) =>
                {
                    await IndexCheck.MendKeysAsync(tx, await EveryAsync(tx), some);
                    return true;
                },
                ct
            );
        }
        return differences;
    }

    private async Task<IndexCheck> CheckAsync(UserConnection connection) =>
        new(connection, await services.Schemas.CurrentAsync(connection), await EveryAsync(connection));

    /// <summary>
    /// Returns every version of every type, as of the connection or later. Versions are only added, also during this check; with those of
    /// the start alone, keys of newer versions would look surplus.
    /// </summary>
    private async Task<IReadOnlyDictionary<(string Type, int Version), SchemaDefinition>> EveryAsync(UserConnection connection)
    {
        var known = _every;
        if (await connection.QueryFirstOrDefaultAsync<long>("select count(*) from schemas where user_id = @user") > known.Count)
        {
            _every = known = await services.Schemas.EveryAsync(connection);
        }
        return known;
    }

    private Task<T> WriteAsync<T>(Func<UserTransaction, LedgerSession, Task<T>> write, CancellationToken ct) =>
        database.WriteAsync(
            user,
            async tx =>
            {
                var session = await LedgerSession.OpenAsync(tx, services);
                await session.FlushAsync();
                return await write(tx, session);
            },
            ct
        );
}
