using Strata.Database;

namespace Strata.Ledger;

/// <summary>
/// Reassigns an entity's identity keys after its observations were retracted or reinstated: an entity has a key only while an unretracted
/// observation of it yields the key (<see cref="KeyClaim"/>).
/// </summary>
internal static class KeyReassignment
{
    /// <summary>Reassigns the keys of a fully flushed entity.</summary>
    public static async Task SettleAsync(LedgerSession session, WorkingEntity entity)
    {
        var tx = session.Transaction;
        var own = (await OfAsync(session, [entity.No]))[entity.No];
        var keys = own.All.ToList();
        if (keys.Count == 0)
        {
            return;
        }
        var claims = (
            await tx.QueryAsync<KeyRow>("select key, entity_no from key_claims where user_id = @user and key IN_LIST(@keys)", new { keys })
        ).ToLookup(c => c.Key, c => c.EntityNo, StringComparer.Ordinal);
        var owners = await OwnersAsync(tx, keys);
        var contested = keys.Where(k => Rivals(k).Any()).ToList();
        var theirs = await OfAsync(session, [.. contested.SelectMany(Rivals).Distinct()]);
        var (given, gone, claimed) = (new List<object?[]>(), new List<object?[]>(), new List<object?[]>());
        foreach (var key in keys)
        {
            var owner = Owner(key);
            if (!own.IsCertain(key) && owner != entity.No && !claims[key].Contains(entity.No))
            {
                continue;
            }
            var standing = Rivals(key)
                .Append(entity.No)
                .Where(no => Of(no).Since(key) is not null)
                .OrderBy(no => Of(no).Since(key))
                .ToList();
            long? next =
                standing.Count > 0 ? standing[0]
                : owner == entity.No ? null
                : owner;
            claimed.AddRange(
                new[] { owner, entity.No }.Where(no => no is not null && no != next).Distinct().Select(no => new object?[] { key, no })
            );
            if (next == owner)
            {
                continue;
            }
            if (next is null)
            {
                gone.Add([key]);
            }
            else
            {
                given.Add([key, next]);
            }
        }
        await WriteAsync(tx, LedgerTables.Keys, BulkMode.Delete, gone);
        await WriteAsync(tx, LedgerTables.Keys, BulkMode.Upsert, given);
        await WriteAsync(tx, LedgerTables.Claims, BulkMode.InsertIfAbsent, claimed);
        session.ForgetKeys(keys);

        long? Owner(string key) => owners.TryGetValue(key, out var no) ? no : null;

        StandingKeys Of(long no) => no == entity.No ? own : theirs[no];

        // The owner outranks all claimants, so claimants compete only if the entity owns the key or no one does.
        IEnumerable<long> Rivals(string key) =>
            Owner(key) is not { } no ? claims[key].Where(c => c != entity.No)
            : no == entity.No ? claims[key].Where(c => c != no)
            : own.Since(key) is null ? []
            : [no];
    }

    /// <summary>
    /// Returns the position since which the keys of an observation to be reinstated count: as before, or the next one if another entity
    /// took a key in the meantime.
    /// </summary>
    public static async Task<long> SinceAsync(LedgerSession session, WorkingEntity entity, long observationSeq)
    {
        var tx = session.Transaction;
        var retracted = await ObservationReader.RetractionsAsync(tx, [entity.No], long.MaxValue);
        var before = retracted.Before(observationSeq);
        if (retracted.By(observationSeq) is not { } at || await KeysAsync(session, entity, observationSeq) is not { Count: > 0 } keys)
        {
            return before;
        }
        var owners = (await OwnersAsync(tx, keys)).Where(o => o.Value != entity.No).ToList();
        var theirs = await OfAsync(session, [.. owners.Select(o => o.Value).Distinct()]);
        return owners.Exists(o => theirs[o.Value].Since(o.Key) > at) ? session.Seq + 1 : before;
    }

    /// <summary>
    /// Rebuilds the observation as a new one, to claim its keys again; null if the entity's type has no schema of its version.
    /// </summary>
    public static async Task<NewObservation?> AgainAsync(LedgerSession session, WorkingEntity entity, long observationSeq)
    {
        var record = (await ObservationReader.AtAsync(session.Transaction, [observationSeq]))[observationSeq];
        return
            await session.Services.Schemas.FindAsync(session.Transaction, entity.Record.EntityType, (int)record.SchemaVersion) is { } schema
            ? new NewObservation
            {
                Schema = schema,
                Fields = FieldList.Parse(record.Fields),
                Repeats = record.Repeats,
                Origin = record.Origin,
                // What was known by its place has no other key, not even that of its content.
                FieldKeys = string.Equals(record.Rule, EntityKeys.PlaceRule, StringComparison.Ordinal) ? [] : null,
                Class = (ObservationClass)record.Class,
                EntityNo = entity.No,
            }
            : null;
    }

    private static async Task<List<string>> KeysAsync(LedgerSession session, WorkingEntity entity, long observationSeq) =>
        await AgainAsync(session, entity, observationSeq) is { } again ? [.. again.Keys.Select(k => k.Key)] : [];

    private static async Task<Dictionary<string, long>> OwnersAsync(UserTransaction tx, List<string> keys) =>
        (
            await tx.QueryAsync<KeyRow>("select key, entity_no from entity_keys where user_id = @user and key IN_LIST(@keys)", new { keys })
        ).ToDictionary(k => k.Key, k => k.EntityNo, StringComparer.Ordinal);

    /// <summary>Returns the keys that the entities' own observations in the database yield.</summary>
    public static async Task<IReadOnlyDictionary<long, StandingKeys>> OfAsync(LedgerSession session, IReadOnlyList<long> nos)
    {
        var tx = session.Transaction;
        var standing = new Dictionary<long, StandingKeys>();
        if (nos.Count == 0)
        {
            return standing;
        }
        var schemas = await session.Services.Schemas.EveryAsync(tx);
        foreach (var some in nos.Chunk(1_000))
        {
            var entities = await EntityRecords.ByNoAsync(tx, some);
            foreach (var no in some)
            {
                standing[no] = new StandingKeys();
            }
            var retracted = await ObservationReader.RetractionsAsync(tx, some, long.MaxValue);
            await foreach (var record in ObservationReader.StreamAsync(tx, some, long.MaxValue, long.MaxValue))
            {
                standing[record.EntityNo]
                    .Take(KeyClaim.Of(schemas, entities[record.EntityNo], record, FieldList.Parse(record.Fields), retracted));
            }
        }
        return standing;
    }

    private static Task WriteAsync(UserTransaction tx, BulkTable table, BulkMode mode, List<object?[]> rows) =>
        rows.Count == 0 ? Task.CompletedTask : tx.BulkAsync(table, mode, rows);
}
