using Strata.Database;
using Strata.Duplicates.Matching;
using Strata.Entities;
using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Duplicates;

/// <summary>Looks for entities that may be the same and files them as candidates. Merges nothing.</summary>
internal sealed class DuplicateFinder(IDatabase database, LedgerServices services)
{
    /// <summary>Share of new or changed entities above which the model is refitted.</summary>
    private const double MuchNew = 0.1;
    private const int RangesAtOnce = 5_000;

    private readonly ModelRows _models = new();

    /// <exception cref="StrataException">INVALID_CONTENT.</exception>
    public static void Check(FindDuplicatesRequest request)
    {
        if (request.MinProbability is not (>= 0.01 and < 1))
        {
            throw new StrataException(
                ErrorCode.InvalidContent,
                $"'min_probability' must be at least 0.01 and below 1; got {request.MinProbability}."
            );
        }
    }

    /// <summary>Throws if the requested entity or type does not exist.</summary>
    /// <exception cref="StrataException">SCHEMA_NOT_FOUND; ENTITY_NOT_FOUND.</exception>
    public async Task CheckAsync(UserConnection connection, FindDuplicatesRequest request)
    {
        var type = request.EntityId is { } id
            ? (await new EntityReader(services.Schemas).RecordNowAsync(connection, id)).EntityType
            : request.EntityType;
        if (type is not null)
        {
            (await services.Schemas.CurrentAsync(connection)).Get(type);
        }
    }

    public Task<DuplicateReport> FindAsync(
        UserId user,
        FindDuplicatesRequest request,
        IProgress<Progress>? progress,
        CancellationToken ct
    ) => FindAsync(new UserWrites(database, user, ct), request, progress, ct);

    public async Task<DuplicateReport> FindAsync(
        IUserWrites writes,
        FindDuplicatesRequest request,
        IProgress<Progress>? progress,
        CancellationToken ct
    )
    {
        Check(request);
        var least = Math.Log2(request.MinProbability / (1 - request.MinProbability));
        var started = services.Time.GetTimestamp();
        var reports = new List<DuplicateTypeReport>();
        if (request.EntityId is { } id)
        {
            reports.Add(await OneAsync(writes, id, least, progress, ct));
        }
        else
        {
            foreach (var (type, seq) in await TypesAsync(writes.User, request.EntityType, ct))
            {
                reports.Add(await TypeAsync(writes, type, seq, request.Full, least, progress, ct));
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
        IUserWrites writes,
        SchemaDefinition type,
        long seq,
        bool full,
        double least,
        IProgress<Progress>? progress,
        CancellationToken ct
    )
    {
        var (known, fresh) = await database.ReadAsync(
            writes.User,
            async connection =>
            {
                var model = await _models.FindAsync(connection, type.EntityType);
                var fits = !full && model?.Model.IsFor(type) is true;
                return (model?.Row, fits && model is var (row, _) ? await FreshAsync(connection, type.EntityType, row) : null);
            },
            ct
        );
        if (known is null || fresh is null)
        {
            return await AllAsync(writes, type, known?.Version ?? 0, seq, least, progress, ct);
        }
        long compared = 0,
            found = 0,
            added = 0;
        for (var i = 0; i < fresh.Count; i++)
        {
            var one = await NewAsync(writes, type, fresh[i], least, ct);
            (compared, found, added) = (compared + one.Compared, found + one.Found, added + one.Added);
            progress?.Report(new Progress(type.EntityType, i + 1, fresh.Count));
        }
        await writes.WriteAsync(tx => ModelRows.MoveAsync(tx, type.EntityType, known.Version, seq));
        return new DuplicateTypeReport(
            type.EntityType,
            fresh.Count == 0 ? DuplicateMode.Skipped : DuplicateMode.Incremental,
            fresh.Count,
            compared,
            found,
            added,
            (int)known.Version
        );
    }

    /// <summary>
    /// Returns entities that are new or changed since the model's position; null if so many are that all are examined anew.
    /// </summary>
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
        IUserWrites writes,
        SchemaDefinition type,
        long version,
        long seq,
        double least,
        IProgress<Progress>? progress,
        CancellationToken ct
    )
    {
        var entities = await database.ReadAsync(writes.User, connection => ReadAllAsync(connection, type, progress), ct);
        if (entities.Table.Count < 2 || entities.Table.Columns.Count == 0)
        {
            return new DuplicateTypeReport(type.EntityType, DuplicateMode.Skipped, entities.Table.Count, 0, 0, 0, (int)version);
        }
        var plans = entities.Plan();
        entities.Distinguish();
        var (linkage, pairs, compared) = await Task.Run(
            () =>
            {
                var trained = Linkage.Train(entities.Table, plans, ct);
                long through = 0;
                var (found, considered) = trained.Find(
                    least,
                    rows =>
                        progress?.Report(
                            new Progress($"{type.EntityType}: compare", Interlocked.Add(ref through, rows), entities.Table.Count)
                        ),
                    ct
                );
                return (trained, found, considered);
            },
            ct
        );
        var filed = pairs.ConvertAll(p =>
            Pair(entities.EntityNos[p.A], entities.EntityNos[p.B], p.Weight, Explanation.Of(linkage.Comparisons, linkage.Model, p.A, p.B))
        );
        var bits = KeyIndex.BitsFor(entities.Table.Count);
        var stored = StoredModel.Of(linkage, type, bits).ToJson();
        var ranges = await Task.Run(() => KeyIndex.Build(linkage.Comparisons, entities.EntityNos, bits, ct).ToList(), ct);
        progress?.Report(new Progress($"{type.EntityType}: store", 0, filed.Count));
        var (added, fitted) = await writes.WriteAsync(async tx =>
        {
            await KeyRows.ClearAsync(tx, type.EntityType);
            foreach (var some in ranges.Chunk(RangesAtOnce))
            {
                await KeyRows.AddAsync(tx, type.EntityType, some);
            }
            // Another search may have fitted a model since this one began, so take the version after that.
            var next = new ModelRow(await ModelRows.VersionAsync(tx, type.EntityType) + 1, seq, entities.Table.Count);
            await ModelRows.WriteAsync(tx, type.EntityType, next, stored, UnixTime.Microseconds(services.Time.GetUtcNow()));
            var count = await CandidateRows.FileAsync(tx, filed, next.Version);
            await CandidateRows.ForgetAsync(tx, type.EntityType, next.Version);
            return (count, next.Version);
        });
        StoreMeters.FiledDuplicates(added);
        return new DuplicateTypeReport(
            type.EntityType,
            DuplicateMode.Full,
            entities.Table.Count,
            compared,
            filed.Count,
            added,
            (int)fitted
        );
    }

    private static async Task<EntityTable> ReadAllAsync(UserConnection connection, SchemaDefinition type, IProgress<Progress>? progress)
    {
        var entities = new EntityTable(type);
        await foreach (var row in EntityFields.StreamAsync(connection, type.EntityType))
        {
            entities.Add(row.EntityNo, row.Fields);
            if (entities.Table.Count % 10_000 == 0)
            {
                progress?.Report(new Progress($"{type.EntityType}: read", entities.Table.Count, null));
            }
        }
        return entities;
    }

    private async Task<DuplicateTypeReport> OneAsync(
        IUserWrites writes,
        string entityId,
        double least,
        IProgress<Progress>? progress,
        CancellationToken ct
    )
    {
        var (type, seq, near) = await database.ReadAsync(
            writes.User,
            async connection =>
            {
                var record = await new EntityReader(services.Schemas).RecordNowAsync(connection, entityId);
                var schema = (await services.Schemas.CurrentAsync(connection)).Get(record.EntityType);
                var model = await _models.FindAsync(connection, schema.EntityType);
                return model is var (row, stored)
                    ? (schema, 0, await NearEntities.FindAsync(connection, schema, row, stored, record.RootNo, least))
                    : (
                        schema,
                        await connection.QueryFirstOrDefaultAsync<long>("select seq from ledger_heads where user_id = @user"),
                        (NearEntities?)null
                    );
            },
            ct
        );
        if (near is null)
        {
            return await AllAsync(writes, type, 0, seq, least, progress, ct);
        }
        var added = await FileAsync(writes, type.EntityType, near);
        return new DuplicateTypeReport(
            type.EntityType,
            DuplicateMode.Incremental,
            1,
            near.Compared,
            near.Found.Count,
            added,
            (int)near.Version
        );
    }

    /// <summary>Compares one entity with all others of its type, by the stored key index and model.</summary>
    private async Task<(long Compared, long Found, long Added)> NewAsync(
        IUserWrites writes,
        SchemaDefinition type,
        long entityNo,
        double least,
        CancellationToken ct
    )
    {
        var near = await database.ReadAsync(
            writes.User,
            async connection =>
                await _models.FindAsync(connection, type.EntityType) is var (row, stored)
                    ? await NearEntities.FindAsync(connection, type, row, stored, entityNo, least)
                    : null,
            ct
        );
        return near is null ? (0, 0, 0) : (near.Compared, near.Found.Count, await FileAsync(writes, type.EntityType, near));
    }

    private async Task<long> FileAsync(IUserWrites writes, string entityType, NearEntities near)
    {
        if (near.Keys is not { } keys)
        {
            return 0;
        }
        var added = await writes.WriteAsync(async tx =>
        {
            await KeyRows.AddNewAsync(tx, entityType, near.EntityNo, keys);
            await CandidateRows.ForgetAsync(tx, near.Gone);
            return await CandidateRows.FileAsync(tx, near.Found, near.Version);
        });
        StoreMeters.FiledDuplicates(added);
        return added;
    }

    private static FoundPair Pair(long a, long b, double weight, IReadOnlyList<FieldWeight> evidence) =>
        a < b ? new FoundPair(a, b, weight, evidence) : new FoundPair(b, a, weight, evidence);
}
