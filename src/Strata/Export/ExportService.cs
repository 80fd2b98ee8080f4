using Strata.Database;
using Strata.Ledger;
using Strata.Operations;
using Strata.Schemas;

namespace Strata.Export;

/// <summary>Writes what stands into files: entities by type, blocks by document.</summary>
internal sealed class ExportService(IDatabase database, LedgerServices services, EntityRows entities, BlockRows blocks, ExportCache cache)
{
    private const int ReportEvery = 10_000;

    /// <summary>Returns an export as bytes that a broken-off download can go on with.</summary>
    public async Task<Download> OpenAsync(OperationContext context, ExportRequest request)
    {
        var (user, ct) = (context.User, context.Cancellation);
        var plan = await PlanAsync(user, request, ct);
        var tag = plan.ETagOf(user);
        FileStream file;
        if (context.IsLocal)
        {
            // Nothing can be broken off between the two, so there is nothing to keep.
            file = cache.Temporary(user);
            try
            {
                await WriteAsync(context, plan, file);
                file.Position = 0;
            }
            catch
            {
                await file.DisposeAsync();
                throw;
            }
        }
        else
        {
            file = await cache.OpenAsync(user, $"{tag}.{plan.Extension}", to => WriteAsync(context, plan, to), ct);
        }
        return new Download(plan.MediaType, plan.FileName, file)
        {
            Size = file.Length,
            ETag = tag,
            CanResume = true,
            IsUtf8 = !plan.Request.Zip && plan.Request.Format != ExportRequest.Parquet,
        };
    }

    public async Task<ExportLink> LinkAsync(OperationContext context, ExportRequest request)
    {
        var plan = await PlanAsync(context.User, request, context.Cancellation);
        return ExportLink.Of(plan);
    }

    /// <summary>Returns the schema of the lines of an export.</summary>
    public async Task<ExportSchema> SchemaAsync(OperationContext context, ExportRequest request)
    {
        // Its columns are those of each type by itself.
        var plan = await PlanAsync(context.User, request with { Format = ExportRequest.JsonLines, Safe = false }, context.Cancellation);
        return new ExportSchema { KnownAt = plan.Point.Seq, Schema = JsonElement.Parse(LineSchema.Of(plan)) };
    }

    private Task<ExportPlan> PlanAsync(UserId user, ExportRequest request, CancellationToken ct) =>
        database.ReadAsync(user, connection => ExportPlan.OfAsync(connection, request, services.Schemas), ct);

    private async Task WriteAsync(OperationContext context, ExportPlan plan, Stream to)
    {
        var ct = context.Cancellation;
        if (plan.Request.Zip)
        {
            await new ZipExport(this, database, cache).WriteAsync(context, plan, to);
        }
        else if (plan.IsOfEntities)
        {
            await using var writer = Writer(to, plan.Types is [var only] ? plan.TableOf(only) : Lines, plan.Request);
            var done = 0L;
            foreach (var type in plan.Types)
            {
                done = await EntitiesAsync(context, plan, type, writer, done);
            }
            await writer.EndAsync(ct);
        }
        else
        {
            await using var writer = Writer(to, plan.Blocks, plan.Request);
            var done = 0L;
            foreach (var sourceNo in plan.Sources)
            {
                var source =
                    plan.Single
                    ?? await database.ReadAsync(context.User, c => ExportedSource.OfNumberAsync(c, sourceNo, plan.Point.Seq), ct);
                done = await BlocksAsync(context, blocks.ReadAsync(context.User, source, plan.Point, plan.Request, ct), writer, done);
            }
            await writer.EndAsync(ct);
        }
        await to.FlushAsync(ct);
    }

    /// <summary>The table of lines that need none.</summary>
    private static readonly ExportTable Lines = new("entities", []);

    public static IRowWriter Writer(Stream to, ExportTable table, ExportRequest request) =>
        request.Format switch
        {
            ExportRequest.Csv => new CsvRowWriter(to, table, request.Safe),
            ExportRequest.Parquet => new ParquetRowWriter(to, table),
            _ => new JsonLinesWriter(to),
        };

    public async Task<long> EntitiesAsync(OperationContext context, ExportPlan plan, SchemaDefinition type, IRowWriter writer, long done)
    {
        var ct = context.Cancellation;
        var (request, reported) = (plan.Request, done);
        await foreach (
            var batch in entities.ReadAsync(context.User, type.EntityType, plan.Point, request.ChangedAfter, request.Provenance, ct)
        )
        {
            foreach (var row in batch)
            {
                await writer.WriteAsync(row, ct);
            }
            done += batch.Count;
            if (done - reported >= ReportEvery)
            {
                reported = done;
                context.Progress?.Report(new Progress("entities", done, null));
            }
        }
        return done;
    }

    public static async Task<long> BlocksAsync(
        OperationContext context,
        IAsyncEnumerable<IReadOnlyList<BlockRow>> rows,
        IRowWriter writer,
        long done
    )
    {
        try
        {
            await foreach (var batch in rows)
            {
                foreach (var row in batch)
                {
                    await writer.WriteAsync(row, context.Cancellation);
                }
                done += batch.Count;
                context.Progress?.Report(new Progress("blocks", done, null));
            }
        }
        catch (Exception e) when (e is InvalidDataException or FormatException)
        {
            throw new StrataException(ErrorCode.InterpretationFailed, Documents.LimitText.Of(e.Message), e);
        }
        return done;
    }

    public IAsyncEnumerable<IReadOnlyList<BlockRow>> ReadAsync(UserId user, ExportedSource source, ExportPlan plan, CancellationToken ct) =>
        blocks.ReadAsync(user, source, plan.Point, plan.Request, ct);
}
