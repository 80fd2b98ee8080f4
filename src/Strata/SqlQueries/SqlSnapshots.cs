using DuckDB.NET.Data;
using Strata.Database;
using Strata.Export;
using Strata.Ledger;
using Strata.Operations;
using Strata.Schemas;

namespace Strata.SqlQueries;

/// <summary>Makes DuckDB files of what stood at a position of the ledger, filled row by row by the appender.</summary>
internal sealed class SqlSnapshots(IDatabase database, EntityRows entities, BlockRows blocks, ExportCache cache)
{
    /// <summary>Raised whenever the same state gives other tables.</summary>
    private const int Version = 1;

    private const int Batch = 2_000;

    private static readonly ExportRequest Plainly = new();

    /// <summary>Returns the file, held open so that it is not taken away meanwhile.</summary>
    public Task<FileStream> OpenAsync(OperationContext context, ReadPoint point) =>
        cache.PlaceAsync(
            context.User,
            string.Create(CultureInfo.InvariantCulture, $"{point.Seq}-{Version}.duckdb"),
            path => MakeAsync(context, point, path),
            context.Cancellation
        );

    /// <summary>Entities are written beside observations and blocks: most of the time goes into turning rows into columns, by one thread.</summary>
    private async Task MakeAsync(OperationContext context, ReadPoint point, string path)
    {
        var source = $"Data Source={path};threads=2;memory_limit=512MB;temp_directory=";
        await using var connection = new DuckDBConnection(source);
        await connection.OpenAsync(context.Cancellation);
        var blocks = ExportTable.OfBlocks(point.Schemas.All.Where(s => s.Kind == SchemaKind.Annotation), Plainly);
        SqlTable.Create(connection, "entities", SqlTable.Entities);
        SqlTable.Create(connection, "observations", SqlTable.Observations);
        SqlTable.Create(connection, "blocks", blocks);
        var taken = new HashSet<string>(["entities", "observations", "blocks"], StringComparer.OrdinalIgnoreCase);
        var types = new List<(string Type, string Name, ExportTable Table)>();
        foreach (var schema in point.Schemas.All)
        {
            var (name, table) = (Distinct(schema, taken), ExportTable.OfEntities(schema, Plainly));
            SqlTable.Create(connection, name, table);
            types.Add((schema.EntityType, name, table));
        }
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.Cancellation);
        await Task.WhenAll(
            BesideAsync(c => EntitiesAsync(context, point, c, types, stop.Token)),
            BesideAsync(async c =>
            {
                await ObservationsAsync(context, point, c, stop.Token);
                await BlocksAsync(context, point, c, blocks, stop.Token);
            })
        );

        // On a connection of its own; a failure ends the other.
        Task BesideAsync(Func<DuckDBConnection, Task> writeAsync) =>
            Task.Run(
                async () =>
                {
                    try
                    {
                        await using var own = new DuckDBConnection(source);
                        await own.OpenAsync(stop.Token);
                        await writeAsync(own);
                    }
                    catch
                    {
                        await stop.CancelAsync();
                        throw;
                    }
                },
                stop.Token
            );
    }

    private async Task EntitiesAsync(
        OperationContext context,
        ReadPoint point,
        DuckDBConnection connection,
        IReadOnlyList<(string Type, string Name, ExportTable Table)> types,
        CancellationToken ct
    )
    {
        using var all = new SqlTable(connection, "entities", SqlTable.Entities);
        var done = 0L;
        foreach (var (type, name, table) in types)
        {
            using var rows = new SqlTable(connection, name, table);
            await foreach (var batch in entities.ReadAsync(context.User, type, point, null, withProvenance: false, ct))
            {
                foreach (var row in batch)
                {
                    rows.Add(row.Cells(table));
                    all.Add([
                        JsonText.String(row.Record.EntityId),
                        JsonText.String(row.Record.EntityType),
                        row.Fields.ToJson(),
                        row.Record.Seq.ToString(CultureInfo.InvariantCulture),
                        JsonText.String(UtcText.Of(row.Record.CreatedAt)),
                        JsonText.String(UtcText.Of(row.Record.UpdatedAt)),
                    ]);
                }
                done += batch.Count;
                context.Progress?.Report(new Progress("entities", done, null));
            }
        }
    }

    private static string Distinct(SchemaDefinition schema, HashSet<string> taken)
    {
        var name = schema.EntityType;
        for (var i = 2; !taken.Add(name); i++)
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{schema.EntityType}_{i}");
        }
        return name;
    }

    /// <summary>All that was stated and not retracted by then.</summary>
    private async Task ObservationsAsync(OperationContext context, ReadPoint point, DuckDBConnection connection, CancellationToken ct)
    {
        using var rows = new SqlTable(connection, "observations", SqlTable.Observations);
        var after = 0L;
        while (true)
        {
            var batch = await database.ReadAsync(
                context.User,
                c =>
                    c.QueryAsync<Stated>(
                        """
                        select o.seq, t.entity_id, t.entity_type, o.class, o.fields, s.source_id, o.run_no, d.document_id, o.block, o.observed_at,
                            o.recorded_at, coalesce((
                                select r.kind from decisions r
                                where r.user_id = o.user_id and r.target_seq = o.seq and r.kind in ('retract', 'reinstate') and r.seq <= @seq
                                order by r.seq desc limit 1), '') as last
                        from observations o
                        join entities t on t.user_id = o.user_id and t.entity_no = o.entity_no
                        left join sources s on s.user_id = o.user_id and s.source_no = o.source_no
                        left join documents d on d.user_id = o.user_id and d.document_no = o.document_no
                        where o.user_id = @user and o.seq > @after and o.seq <= @seq order by o.seq limit @batch
                        """,
                        new
                        {
                            after,
                            seq = point.Seq,
                            batch = (long)Batch,
                        }
                    ),
                ct
            );
            foreach (var o in batch.Where(o => o.Last != "retract"))
            {
                rows.Add([
                    JsonText.String(Ids.Observation(o.Seq)),
                    JsonText.String(o.EntityId),
                    JsonText.String(o.EntityType),
                    JsonText.String(((ObservationClass)o.Class).Name()),
                    o.Fields,
                    Text(o.SourceId),
                    Text(o.RunNo is { } run ? Ids.Run(run) : null),
                    Text(o.DocumentId),
                    o.Block?.ToString(CultureInfo.InvariantCulture),
                    JsonText.String(UtcText.Of(o.ObservedAt)),
                    JsonText.String(UtcText.Of(o.RecordedAt)),
                ]);
            }
            if (batch.Count < Batch)
            {
                return;
            }
            after = batch[^1].Seq;
        }

        static string? Text(string? text) => text is null ? null : JsonText.String(text);
    }

    /// <summary>Blocks of what was read by then; sources that were not are left out.</summary>
    private async Task BlocksAsync(
        OperationContext context,
        ReadPoint point,
        DuckDBConnection connection,
        ExportTable table,
        CancellationToken ct
    )
    {
        using var rows = new SqlTable(connection, "blocks", table);
        var sources = await database.ReadAsync(
            context.User,
            c =>
                c.QueryAsync<long>(
                    "select source_no from sources where user_id = @user and source_no <= @seq order by source_no",
                    new { seq = point.Seq }
                ),
            ct
        );
        var done = 0L;
        foreach (var sourceNo in sources)
        {
            var source = await database.ReadAsync(context.User, c => ExportedSource.OfNumberAsync(c, sourceNo, point.Seq), ct);
            if (source.Documents.Count == 0)
            {
                continue;
            }
            await foreach (var batch in blocks.ReadAsync(context.User, source, point, Plainly, ct))
            {
                foreach (var row in batch)
                {
                    rows.Add(row.Cells(table));
                }
                done += batch.Count;
                context.Progress?.Report(new Progress("blocks", done, null));
            }
        }
    }

    private sealed record Stated(
        long Seq,
        string EntityId,
        string EntityType,
        long Class,
        string Fields,
        string? SourceId,
        long? RunNo,
        string? DocumentId,
        long? Block,
        long ObservedAt,
        long RecordedAt,
        string Last
    );
}
