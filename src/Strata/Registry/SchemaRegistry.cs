using Strata.Database;
using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Registry;

/// <summary>A user's schemas: all versions, one active per type.</summary>
internal sealed class SchemaRegistry(IDatabase database, LedgerServices services)
{
    private const int MaxSchemaBytes = 256 * 1024;

    private static readonly BulkTable Fields = new(
        "entity_fields",
        ["field_no"],
        [new("field_no", BulkType.Integer), new("entity_type", BulkType.Text), new("field", BulkType.Text)]
    );

    /// <summary>Gives a new user the seeded schemas.</summary>
    public async Task SeedAsync(UserTransaction tx)
    {
        var session = await LedgerSession.OpenAsync(tx, services);
        foreach (var (entityType, json) in SeedSchemas.All)
        {
            await AddAsync(session, SchemaDefinition.Parse(entityType, 1, JsonText.Element(json)));
            await SchemaActivation.ActivateAsync(session, entityType, 1, new Decision("") { Actor = "strata" });
        }
    }

    public Task<SchemaView> RegisterAsync(UserId user, string actor, RegisterSchemaRequest request, CancellationToken ct)
    {
        if (!IsTypeName(request.EntityType))
        {
            throw new StrataException(
                ErrorCode.InvalidContent,
                $"'{request.EntityType}' is not a valid entity type: use 1 to 60 of a-z, 0-9 and '_', starting with a letter."
            );
        }
        if (request.Schema.GetRawText().Length > MaxSchemaBytes)
        {
            throw new StrataException(ErrorCode.FileTooLarge, $"The schema exceeds the limit of {MaxSchemaBytes} bytes.");
        }
        SchemaDefinition.Parse(request.EntityType, 1, request.Schema); // Refused before the ledger is locked.
        var requestHash = Receipts.RequestHash("register_schema", request);
        return database.WriteAsync(
            user,
            async tx =>
            {
                var session = await LedgerSession.OpenAsync(tx, services);
                if (await Receipts.FindAsync<SchemaView>(session, request.IdempotencyKey, requestHash) is { } known)
                {
                    return known;
                }
                var version = await AddVersionAsync(session, request.EntityType, request.Schema);
                string? decision = null;
                if (request.Activate && session.Schemas.Find(request.EntityType)?.Version != version)
                {
                    decision = Ids.Decision(
                        await SchemaActivation.ActivateAsync(session, request.EntityType, version, new Decision("") { Actor = actor })
                    );
                }
                var view = await ViewAsync(session.Transaction, session.Schemas, request.EntityType, version) with
                {
                    DecisionId = decision,
                };
                Receipts.Keep(session, request.IdempotencyKey, requestHash, view);
                return view;
            },
            ct
        );
    }

    public Task<SchemaView> ActivateAsync(UserId user, string actor, string entityType, int version, CancellationToken ct) =>
        database.WriteAsync(
            user,
            async tx =>
            {
                var session = await LedgerSession.OpenAsync(tx, services);
                await ViewAsync(tx, session.Schemas, entityType, version);
                var seq = await SchemaActivation.ActivateAsync(session, entityType, version, new Decision("") { Actor = actor });
                return await ViewAsync(tx, session.Schemas, entityType, version) with { DecisionId = Ids.Decision(seq) };
            },
            ct
        );

    /// <exception cref="StrataException">SCHEMA_NOT_FOUND; CONFLICT: something uses it.</exception>
    public Task<SchemaDeletion> DeleteAsync(UserId user, string actor, DeleteSchema request, CancellationToken ct) =>
        database.WriteAsync(
            user,
            async tx =>
            {
                var session = await LedgerSession.OpenAsync(tx, services);
                var hash = Receipts.RequestHash("delete_schema", request);
                if (await Receipts.FindAsync<SchemaDeletion>(session, request.IdempotencyKey, hash) is { } known)
                {
                    return known;
                }
                await session.FlushAsync();
                var schema = session.Schemas.Get(request.EntityType);
                if (request.EntityType == SchemaSet.GenericType)
                {
                    throw new StrataException(ErrorCode.Conflict, "'generic' holds what has no type yet: it can't be deleted.");
                }
                if (await SchemaUses.OfAsync(tx, session.Schemas, request.EntityType) is { Count: > 0 } uses)
                {
                    throw new StrataException(ErrorCode.Conflict, $"Schema '{request.EntityType}' is used: {string.Join("; ", uses)}.");
                }
                var by = new Decision("") { Actor = actor, Reason = request.Reason };
                var seq = await SchemaActivation.RemoveAsync(session, schema, by);
                var deletion = new SchemaDeletion(Ids.Decision(seq), request.EntityType);
                Receipts.Keep(session, request.IdempotencyKey, hash, deletion);
                return deletion;
            },
            ct
        );

    public Task<IReadOnlyList<SchemaView>> ListAsync(UserId user, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<SchemaView>>(
            user,
            async connection =>
            {
                var schemas = await services.Schemas.CurrentAsync(connection);
                var rows = await RowsAsync(connection, null);
                return
                [
                    .. rows.Where(r => !schemas.Removed.Contains(r.EntityType))
                        .GroupBy(r => r.EntityType, StringComparer.Ordinal)
                        .Select(g =>
                        {
                            var active = schemas.Find(g.Key)?.Version ?? 0;
                            var shown = g.FirstOrDefault(r => r.Version == active) ?? g.Last();
                            return View(shown, active, (int)g.Max(r => r.Version), withSchema: false);
                        }),
                ];
            },
            ct
        );

    public Task<SchemaView> GetAsync(UserId user, string entityType, int? version, CancellationToken ct) =>
        database.ReadAsync(
            user,
            async connection =>
            {
                var schemas = await services.Schemas.CurrentAsync(connection);
                return await ViewAsync(connection, schemas, entityType, version ?? schemas.Find(entityType)?.Version ?? 1);
            },
            ct
        );

    public async Task<SchemaDiff> DiffAsync(UserId user, string entityType, int from, int to, CancellationToken ct)
    {
        var before = await GetAsync(user, entityType, from, ct);
        var after = await GetAsync(user, entityType, to, ct);
        return new SchemaDiff(entityType, from, to, SchemaDiffer.Diff(Definition(before), Definition(after)));

        static SchemaDefinition Definition(SchemaView view) =>
            SchemaDefinition.Kept(
                view.EntityType,
                view.Version,
                view.Schema ?? throw new InvalidDataException($"Schema '{view.EntityType}' has no body.")
            );
    }

    /// <summary>Adds the next version of a type, or its first; an equal schema keeps its existing version.</summary>
    public static async Task<int> AddVersionAsync(LedgerSession session, string entityType, JsonElement schema)
    {
        var latest = await LatestVersionAsync(session.Transaction, entityType);
        var definition = SchemaDefinition.Parse(entityType, latest + 1, schema);
        var same = await session.Transaction.QueryFirstOrDefaultAsync<long?>(
            "select version from schemas where user_id = @user and entity_type = @entityType and hash = @hash",
            new { entityType, hash = definition.Hash }
        );
        if (same is null)
        {
            await AddAsync(session, definition);
        }
        return (int)(same ?? definition.Version);
    }

    private static async Task AddAsync(LedgerSession session, SchemaDefinition definition)
    {
        var (seq, recordedAt) = session.Next();
        await session.Transaction.ExecuteAsync(
            """
            insert into schemas (user_id, entity_type, version, seq, body, hash, recorded_at)
            values (@user, @type, @version, @seq, @body, @hash, @recordedAt)
            """,
            new
            {
                type = definition.EntityType,
                version = (long)definition.Version,
                seq,
                body = definition.Body,
                hash = definition.Hash,
                recordedAt,
            }
        );
        session.Chain(
            ChainedTable.Schemas,
            seq,
            definition.EntityType,
            (long)definition.Version,
            definition.Body,
            definition.Hash,
            recordedAt
        );
        await NumberFieldsAsync(session.Transaction, definition);
    }

    /// <summary>Assigns every field a permanent number in the value index.</summary>
    private static async Task NumberFieldsAsync(UserTransaction tx, SchemaDefinition definition)
    {
        var known = await tx.QueryAsync<string>(
            "select field from entity_fields where user_id = @user and entity_type = @type",
            new { type = definition.EntityType }
        );
        var last = await tx.QueryFirstOrDefaultAsync<long>(
            "select coalesce(max(field_no), 0) as last from entity_fields where user_id = @user"
        );
        var rows = definition
            .Fields.Keys.Except(known, StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select((field, i) => new object?[] { last + 1 + i, definition.EntityType, field })
            .ToList();
        if (rows.Count > 0)
        {
            await tx.BulkAsync(Fields, BulkMode.Insert, rows);
        }
    }

    public static bool IsTypeName(string name) =>
        name is { Length: >= 1 and <= 60 }
        && char.IsAsciiLetterLower(name[0])
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');

    private static async Task<int> LatestVersionAsync(UserConnection connection, string entityType) =>
        (int)
            await connection.QueryFirstOrDefaultAsync<long>(
                "select coalesce(max(version), 0) as version from schemas where user_id = @user and entity_type = @entityType",
                new { entityType }
            );

    private static async Task<SchemaView> ViewAsync(UserConnection connection, SchemaSet schemas, string entityType, int version)
    {
        var rows = await RowsAsync(connection, entityType);
        if (rows.Count == 0)
        {
            schemas.Get(entityType); // The refusal lists the types.
        }
        var row =
            rows.FirstOrDefault(r => r.Version == version)
            ?? throw new StrataException(
                ErrorCode.SchemaNotFound,
                $"Schema '{entityType}' has no version {version}; it has {string.Join(", ", rows.Select(r => r.Version))}."
            );
        return View(row, schemas.Find(entityType)?.Version ?? 0, (int)rows.Max(r => r.Version), withSchema: true);
    }

    private static Task<IReadOnlyList<Row>> RowsAsync(UserConnection connection, string? entityType) =>
        connection.QueryAsync<Row>(
            $"""
            select entity_type, version, body, hash, recorded_at from schemas
            where user_id = @user {(entityType is null ? "" : "and entity_type = @entityType")}
            order by entity_type, version
            """,
            entityType is null ? null : new { entityType }
        );

    private static SchemaView View(Row row, int active, int latest, bool withSchema)
    {
        var body = JsonText.Element(row.Body);
        var definition = withSchema ? SchemaDefinition.Kept(row.EntityType, (int)row.Version, body) : null;
        return new SchemaView
        {
            Columns = definition is null ? null : TableColumns.Of(definition),
            Currencies = definition is null ? null : TableColumns.Currencies(definition),
            EntityType = row.EntityType,
            Version = (int)row.Version,
            Active = row.Version == active,
            ActiveVersion = active,
            LatestVersion = latest,
            Title = Text("title"),
            Description = Text("description"),
            RecordedAt = UnixTime.Time(row.RecordedAt),
            Hash = row.Hash,
            Schema = withSchema ? body : null,
        };

        string? Text(string name) =>
            body.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
    }

    private sealed record Row(string EntityType, long Version, string Body, string Hash, long RecordedAt);
}
