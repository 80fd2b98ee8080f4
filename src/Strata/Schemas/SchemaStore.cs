using Strata.Database;

namespace Strata.Schemas;

/// <summary>Reads a user's schemas. Caches definitions by content, and sets by activation.</summary>
internal sealed class SchemaStore
{
    /// <summary>A few kilobytes each.</summary>
    private const int MaxUsers = 2_000;

    /// <summary>Compiled: tens of kilobytes each. Users share equal ones.</summary>
    private const int MaxDefinitions = 500;

    private readonly BoundedCache<(string Type, int Version, string Hash), SchemaDefinition> _definitions = new(MaxDefinitions);
    private readonly BoundedCache<UserId, (CachedUser At, SchemaSet Set)> _current = new(MaxUsers);

    /// <summary>Returns the set seen last, perhaps outdated; null if there is none.</summary>
    public SchemaSet? LastSeen(UserId user) => _current.TryFind(user, out var known) ? known.Set : null;

    /// <summary>Forgets a user whose whole history was replaced.</summary>
    public void Forget(UserId user) => _current.Forget(user);

    /// <summary>Returns the active schemas. Writers ask before they change any, so cached ones are committed.</summary>
    public async Task<SchemaSet> CurrentAsync(UserConnection connection)
    {
        var activation = connection.LastActivation ?? await LastActivationAsync(connection);
        // Includes the number, because a user who was erased and added again reuses positions, with other schemas; and the time, because a
        // history that another process restored from a backup does too.
        var now = new CachedUser(connection.UserNo, activation);
        if (_current.TryFind(connection.User, out var known) && known.At == now)
        {
            return known.Set;
        }
        var set = await AtAsync(connection, activation.Seq);
        _current.Keep(connection.User, (now, set));
        return set;
    }

    private static async Task<LastActivation> LastActivationAsync(UserConnection connection) =>
        await connection.QueryFirstOrDefaultAsync<ActivationRow>(
            "select seq, recorded_at from schema_activations where user_id = @user order by seq desc limit 1"
        )
            is { } last
            ? new(last.Seq, last.RecordedAt)
            : default;

    /// <summary>Returns the schemas that a run's configuration names, whatever is active now.</summary>
    /// <param name="configuration">Holds <c>schemas: [{entity_type, version, hash}]</c>.</param>
    public async Task<IReadOnlyList<SchemaDefinition>> NamedAsync(UserConnection connection, JsonElement configuration)
    {
        var current = await CurrentAsync(connection);
        var named = new List<SchemaDefinition>();
        foreach (var schema in configuration.GetProperty("schemas").EnumerateArray())
        {
            var entityType = schema.GetProperty("entity_type").GetString() ?? "";
            var version = schema.GetProperty("version").GetInt32();
            named.Add(
                current.Find(entityType) is { } active && active.Version == version
                    ? active
                    : await FindAsync(connection, entityType, version)
                        ?? throw new InvalidDataException($"Schema '{entityType}' version {version}, which the run names, is missing.")
            );
        }
        return named;
    }

    /// <summary>The schemas in force after ledger position <paramref name="seq"/>.</summary>
    public async Task<SchemaSet> AtAsync(UserConnection connection, long seq)
    {
        var fields = connection.Ask<FieldRow>("select field_no, entity_type, field from entity_fields where user_id = @user");
        var rows = await connection.QueryAsync<ActivatedRow>(
            """
            select s.entity_type, s.version, s.hash, s.body, a.seq, a.recorded_at,
                cast(case when d.kind = 'delete_schema' then 1 else 0 end as bigint) as is_removal
            from schema_activations a
            join schemas s on s.user_id = a.user_id and s.entity_type = a.entity_type and s.version = a.version
            left join decisions d on d.user_id = a.user_id and d.seq = a.seq
            where a.user_id = @user and a.seq <= @seq
            order by a.seq
            """,
            new { seq }
        );
        var active = new Dictionary<string, SchemaDefinition>(StringComparer.Ordinal);
        var reduced = new Dictionary<string, (long Seq, long RecordedAt)>(StringComparer.Ordinal);
        var gone = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (row.IsRemoval != 0)
            {
                active.Remove(row.EntityType);
                gone.Add(row.EntityType);
                continue;
            }
            gone.Remove(row.EntityType);
            var definition = Definition(new SchemaRow(row.EntityType, row.Version, row.Hash, row.Body, row.Seq, row.RecordedAt));
            if (
                active.TryGetValue(row.EntityType, out var before)
                && !string.Equals(before.ReductionHash, definition.ReductionHash, StringComparison.Ordinal)
            )
            {
                reduced[row.EntityType] = (row.Seq, row.RecordedAt);
            }
            active[row.EntityType] = definition;
        }
        var numbers = await fields.RowsAsync();
        return new SchemaSet(active.Values, numbers.ToDictionary(n => (n.EntityType, n.Field), n => n.FieldNo), reduced) { Removed = gone };
    }

    /// <summary>Returns the activations of one type, up to ledger position <paramref name="seq"/>.</summary>
    public async Task<IReadOnlyList<Activation>> ActivationsAsync(UserConnection connection, string entityType, long seq)
    {
        var rows = await connection.QueryAsync<DecidedRow>(
            """
            select s.entity_type, s.version, s.hash, s.body, a.seq, a.recorded_at, d.actor, d.reason
            from schema_activations a
            join schemas s on s.user_id = a.user_id and s.entity_type = a.entity_type and s.version = a.version
            left join decisions d on d.user_id = a.user_id and d.seq = a.seq
            where a.user_id = @user and a.entity_type = @entityType and a.seq <= @seq and coalesce(d.kind, '') <> 'delete_schema'
            order by a.seq
            """,
            new { entityType, seq }
        );
        var activations = new List<Activation>(rows.Count);
        foreach (var row in rows)
        {
            var schema = Definition(new SchemaRow(row.EntityType, row.Version, row.Hash, row.Body, row.Seq, row.RecordedAt));
            var reduces =
                activations.Count > 0
                && !string.Equals(activations[^1].Schema.ReductionHash, schema.ReductionHash, StringComparison.Ordinal);
            activations.Add(new Activation(row.Seq, row.RecordedAt, schema, reduces, row.Actor, row.Reason));
        }
        return activations;
    }

    /// <summary>Every version of every type.</summary>
    public async Task<IReadOnlyDictionary<(string Type, int Version), SchemaDefinition>> EveryAsync(UserConnection connection) =>
        (
            await connection.QueryAsync<SchemaRow>(
                "select entity_type, version, hash, body, seq, recorded_at from schemas where user_id = @user"
            )
        ).ToDictionary(r => (r.EntityType, (int)r.Version), Definition);

    public async Task<SchemaDefinition?> FindAsync(UserConnection connection, string entityType, int version)
    {
        var row = await connection.QueryFirstOrDefaultAsync<SchemaRow>(
            "select entity_type, version, hash, body, seq, recorded_at from schemas where user_id = @user and entity_type = @entityType and version = @version",
            new { entityType, version = (long)version }
        );
        return row is null ? null : Definition(row);
    }

    private SchemaDefinition Definition(SchemaRow row)
    {
        var key = (row.EntityType, (int)row.Version, row.Hash);
        if (!_definitions.TryFind(key, out var definition))
        {
            definition = Read(row);
            _definitions.Keep(key, definition);
        }
        return definition;
    }

    private static SchemaDefinition Read(SchemaRow row)
    {
        try
        {
            return SchemaDefinition.Kept(row.EntityType, (int)row.Version, JsonText.Element(row.Body));
        }
        catch (JsonException e)
        {
            throw new StrataException(
                ErrorCode.StorageUploadFailed,
                $"The schema of '{row.EntityType}', version {row.Version}, can't be read: it was changed or damaged. Run 'strata verify' to find all damage, and restore a backup.",
                e
            );
        }
    }

    private sealed record SchemaRow(string EntityType, long Version, string Hash, string Body, long Seq, long RecordedAt);

    /// <param name="IsRemoval">Whether it ends the use of the type.</param>
    private sealed record ActivatedRow(
        string EntityType,
        long Version,
        string Hash,
        string Body,
        long Seq,
        long RecordedAt,
        long IsRemoval
    );

    private sealed record DecidedRow(
        string EntityType,
        long Version,
        string Hash,
        string Body,
        long Seq,
        long RecordedAt,
        string? Actor,
        string? Reason
    );

    private sealed record ActivationRow(long Seq, long RecordedAt);

    private sealed record FieldRow(long FieldNo, string EntityType, string Field);
}

/// <summary>An activation of a version of a type's schema.</summary>
/// <param name="Reduces">Whether it reduced the type's entities again.</param>
internal sealed record Activation(long Seq, long RecordedAt, SchemaDefinition Schema, bool Reduces, string? Actor, string? Reason);
