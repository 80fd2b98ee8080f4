using Strata.Database;
using Strata.Duplicates.Matching;
using Strata.Entities;
using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Duplicates;

/// <summary>Looks for entities that may be the same and files them as candidates. Merges nothing.</summary>
internal sealed class DuplicateFinder(IDatabase database, LedgerServices services)
{
    /// <summary>Where more than this part is new, or changed, the model is fitted anew.</summary>
    private const double MuchNew = 0.1;
    private const int RangesAtOnce = 5_000;

    private readonly ModelRows _models = new();

    public async Task<DuplicateReport> FindAsync(UserId user, FindDuplicatesRequest request, IProgress<Progress>? progress, CancellationToken ct)
    {
        if (request.MinProbability is not (>= 0.01 and < 1))
        {
            throw new StrataException(ErrorCode.InvalidContent, $"'min_probability' is a number from 0.01 to below 1, not {request.MinProbability}.");
        }
        var least = Math.Log2(request.MinProbability / (1 - request.MinProbability));
        var started = services.Time.GetTimestamp();
        var reports = new List<DuplicateTypeReport>();
        if (request.EntityId is { } id)
        {
            reports.Add(await OneAsync(user, id, least, progress, ct));
        }
        else
        {
            foreach (var (type, seq) in await TypesAsync(user, request.EntityType, ct))
            {
                reports.Add(await TypeAsync(user, type, seq, request.Full, least, progress, ct));
            }
        }
        return new DuplicateReport { Types = reports, Seconds = Math.Round(services.Time.GetElapsedTime(started).TotalSeconds, 3) };
    }

    private Task<List<(SchemaDefinition Type, long Seq)>> TypesAsync(UserId user, string? entityType, CancellationToken ct) =>
        database.ReadAsync(
            user,
            async connection =>
            {
                var schemas = await services.Schemas.CurrentAsync(connection);
                var seq = await connection.QueryFirstOrDefaultAsync<long>("select seq from ledger_heads where user_id = @user");
                var types = entityType is null ? schemas.All.Where(s => s.EntityType != SchemaSet.GenericType) : [schemas.Get(entityType)];
                return types.Select(t => (t, seq)).ToList();
            },
            ct
        );

    private async Task<DuplicateTypeReport> TypeAsync(
        UserId user,
        SchemaDefinition type,
        long seq,
        bool full,
        double least,
        IProgress<Progress>? progress,
        CancellationToken ct
    )
    {
        var (known, fresh) = await database.ReadAsync(
            user,
            async connection =>
            {
                var model = await _models.FindAsync(connection, type.EntityType);
                return (model?.Row, full || model is null ? null : await FreshAsync(connection, type.EntityType, model.Value.Row));
            },
            ct
        );
        if (known is null || fresh is null)
        {
            return await AllAsync(user, type, known?.Version ?? 0, seq, least, progress, ct);
        }
        long compared = 0, found = 0, added = 0;
        for (var i = 0; i < fresh.Count; i++)
        {
            var one = await NewAsync(user, type, fresh[i], least, ct);
            (compared, found, added) = (compared + one.Compared, found + one.Found, added + one.Added);
            progress?.Report(new Progress(type.EntityType, i + 1, fresh.Count));
        }
        await database.WriteAsync(user, tx => ModelRows.MoveAsync(tx, type.EntityType, known.Version, seq), ct);
        return new DuplicateTypeReport(type.EntityType, fresh.Count == 0 ? "skipped" : "incremental", fresh.Count, compared, found, added, (int)known.Version);
    }

    /// <summary>Entities that are new or changed since the model has seen them; null where they are so many that all are looked through anew.</summary>
    private static async Task<IReadOnlyList<long>?> FreshAsync(UserConnection connection, string entityType, ModelRow model)
    {
        var most = (long)Math.Max(20, model.Entities * MuchNew);
        var fresh = await connection.QueryAsync<long>(
            """
            select entity_no from entities
            where user_id = @user and seq > @seq and entity_type = @entityType and state = 0 and parent_no is null
            order by seq limit @limit
            """,
            new
            {
                seq = model.Seq,
                entityType,
                limit = most + 1,
            }
        );
        return fresh.Count > most ? null : fresh;
    }

    private async Task<DuplicateTypeReport> AllAsync(
        UserId user,
        SchemaDefinition type,
        long version,
        long seq,
        double least,
        IProgress<Progress>? progress,
        CancellationToken ct
    )
    {
        var entities = await database.ReadAsync(user, connection => ReadAllAsync(connection, type, progress), ct);
        if (entities.Table.Count < 2 || entities.Table.Columns.Count == 0)
        {
            return new DuplicateTypeReport(type.EntityType, "skipped", entities.Table.Count, 0, 0, 0, (int)version);
        }
        var plans = entities.Plan();
        var (linkage, pairs, compared) = await Task.Run(
            () =>
            {
                var trained = Linkage.Train(entities.Table, plans, ct);
                long through = 0;
                var (found, considered) = trained.Find(
                    least,
                    rows => progress?.Report(new Progress($"{type.EntityType}: compare", Interlocked.Add(ref through, rows), entities.Table.Count)),
                    ct
                );
                return (trained, found, considered);
            },
            ct
        );
        var filed = pairs.ConvertAll(p => Pair(entities.EntityNos[p.A], entities.EntityNos[p.B], p.Weight, Explanation.Of(linkage.Comparisons, linkage.Model, p.A, p.B)));
        var bits = KeyIndex.BitsFor(entities.Table.Count);
        var stored = StoredModel.Of(linkage, bits).ToJson();
        var ranges = await Task.Run(() => KeyIndex.Build(linkage.Comparisons, entities.EntityNos, bits, ct).ToList(), ct);
        progress?.Report(new Progress($"{type.EntityType}: store", 0, filed.Count));
        var added = await database.WriteAsync(
            user,
            async tx =>
            {
                await KeyRows.ClearAsync(tx, type.EntityType);
                foreach (var some in ranges.Chunk(RangesAtOnce))
                {
                    await KeyRows.AddAsync(tx, type.EntityType, some);
                }
                var next = new ModelRow(version + 1, seq, entities.Table.Count);
                await ModelRows.WriteAsync(tx, type.EntityType, next, stored, UnixTime.Microseconds(services.Time.GetUtcNow()));
                var count = await CandidateRows.FileAsync(tx, filed, next.Version);
                await CandidateRows.ForgetAsync(tx, type.EntityType, next.Version);
                return count;
            },
            ct
        );
        StoreMeters.FiledDuplicates(added);
        return new DuplicateTypeReport(type.EntityType, "full", entities.Table.Count, compared, filed.Count, added, (int)version + 1);
    }

    private static async Task<EntityTable> ReadAllAsync(UserConnection connection, SchemaDefinition type, IProgress<Progress>? progress)
    {
        var entities = new EntityTable(type);
        var rows = connection.StreamAsync<EntityFields>(
            """
            select entity_no, fields from entities
            where user_id = @user and entity_type = @entityType and state = 0 and parent_no is null
            order by entity_no
            """,
            new { entityType = type.EntityType }
        );
        await foreach (var row in rows)
        {
            entities.Add(row.EntityNo, row.Fields);
            if (entities.Table.Count % 10_000 == 0)
            {
                progress?.Report(new Progress($"{type.EntityType}: read", entities.Table.Count, null));
            }
        }
        return entities;
    }

    private async Task<DuplicateTypeReport> OneAsync(UserId user, string entityId, double least, IProgress<Progress>? progress, CancellationToken ct)
    {
        var (no, type, model) = await database.ReadAsync(
            user,
            async connection =>
            {
                var record = await EntityReader.RecordAsync(connection, entityId);
                var schemas = await services.Schemas.CurrentAsync(connection);
                var schema = schemas.Get(record.EntityType);
                return (record.RootNo, schema, await _models.FindAsync(connection, schema.EntityType));
            },
            ct
        );
        if (model is null)
        {
            var seq = await database.ReadAsync(user, c => c.QueryFirstOrDefaultAsync<long>("select seq from ledger_heads where user_id = @user"), ct);
            return await AllAsync(user, type, 0, seq, least, progress, ct);
        }
        var (compared, found, added) = await NewAsync(user, type, no, least, ct);
        return new DuplicateTypeReport(type.EntityType, "incremental", 1, compared, found, added, (int)model.Value.Row.Version);
    }

    /// <summary>One entity against all others of its type, by the index of keys and the model as it is.</summary>
    private async Task<(long Compared, long Found, long Added)> NewAsync(UserId user, SchemaDefinition type, long entityNo, double least, CancellationToken ct)
    {
        var (keys, compared, found, version) = await database.ReadAsync(user, connection => NearAsync(connection, type, entityNo, least), ct);
        if (keys is null)
        {
            return (0, 0, 0);
        }
        var added = await database.WriteAsync(
            user,
            async tx =>
            {
                await KeyRows.AddNewAsync(tx, type.EntityType, entityNo, keys);
                return await CandidateRows.FileAsync(tx, found, version);
            },
            ct
        );
        StoreMeters.FiledDuplicates(added);
        return (compared, found.Count, added);
    }

    private async Task<(BlockingKeys? Keys, int Compared, IReadOnlyList<FoundPair> Found, long Version)> NearAsync(
        UserConnection connection,
        SchemaDefinition type,
        long entityNo,
        double least
    )
    {
        var model = await _models.FindAsync(connection, type.EntityType);
        var own = await FieldsAsync(connection, type.EntityType, [entityNo]);
        if (model is not var (row, stored) || own.Count == 0)
        {
            return (null, 0, [], 0);
        }
        var alone = new EntityTable(type);
        alone.Add(own[0].EntityNo, own[0].Fields);
        var keys = new BlockingKeys { KeepsSingles = true };
        keys.Of(stored.Compare(alone.Table), 0);
        var near = NearKeys.Find(await KeyRows.FindAsync(connection, type.EntityType, stored, keys), stored.Limit, row.Entities, entityNo);
        var others = await FieldsAsync(connection, type.EntityType, near);
        var all = new EntityTable(type);
        all.Add(own[0].EntityNo, own[0].Fields);
        foreach (var other in others)
        {
            all.Add(other.EntityNo, other.Fields);
        }
        var comparisons = stored.Compare(all.Table);
        var fitted = stored.For(comparisons);
        var weights = new double[others.Count];
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = fitted.PriorWeight + Explanation.Of(comparisons, fitted, 0, i + 1).Sum(e => e.Weight);
        }
        weights = fitted.Rivalry.Any ? fitted.Rivalry.Apply(others.Count + 1, [.. Enumerable.Range(1, others.Count).Select(i => (0, i))], weights) : weights;
        var found = Enumerable
            .Range(0, others.Count)
            .Where(i => weights[i] >= least)
            .Select(i => Pair(entityNo, others[i].EntityNo, weights[i], Explanation.Of(comparisons, fitted, 0, i + 1)))
            .ToList();
        return (keys, others.Count, found, row.Version);
    }

    private static Task<IReadOnlyList<EntityFields>> FieldsAsync(UserConnection connection, string entityType, IReadOnlyList<long> nos) =>
        connection.QueryAsync<EntityFields>(
            """
            select entity_no, fields from entities
            where user_id = @user and entity_no IN_LIST(@nos) and entity_type = @entityType and state = 0 and parent_no is null
            order by entity_no
            """,
            new { entityType, nos }
        );

    private static FoundPair Pair(long a, long b, double weight, IReadOnlyList<FieldWeight> evidence) =>
        a < b ? new FoundPair(a, b, weight, evidence) : new FoundPair(b, a, weight, evidence);

    private sealed record EntityFields(long EntityNo, string Fields);
}
