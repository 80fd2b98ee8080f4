using System.IO.Compression;
using System.Security.Cryptography;
using Strata.Database;
using Strata.Operations;

namespace Strata.Export;

/// <summary>
/// Writes a ZIP: a file per entity type or document, the schema of their lines, and at last a manifest with the digest of each. A document
/// that can't be read is named there. Entries have no time of their own, so the same state gives the same bytes.
/// </summary>
internal sealed class ZipExport(ExportService exports, IDatabase database, ExportCache cache)
{
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly List<ExportEntry> _entries = [];
    private readonly List<ExportFailure> _failed = [];
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase) { ExportManifest.Entry, LineSchema.FileName };

    public async Task WriteAsync(OperationContext context, ExportPlan plan, Stream to)
    {
        var ct = context.Cancellation;
        await using var zip = await ZipArchive.CreateAsync(to, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, ct);
        if (plan.IsOfEntities)
        {
            await EntitiesAsync(context, plan, zip);
        }
        else
        {
            await BlocksAsync(context, plan, zip);
        }
        if (plan.Request.Format == ExportRequest.JsonLines)
        {
            await AddAsync(zip, LineSchema.FileName, Encoding.UTF8.GetBytes(LineSchema.Of(Written(plan))), ct);
        }
        var manifest = new ExportManifest
        {
            Format = plan.Request.Format,
            KnownAt = plan.Point.Seq,
            ProjectId = plan.Project is { } project ? Ids.Project(project.ProjectNo) : null,
            Project = plan.Project?.Name,
            Entries = _entries,
            Failed = _failed,
        };
        var shape = StrataJson.Indented.GetTypeInfo(typeof(ExportManifest));
        await AddAsync(zip, ExportManifest.Entry, JsonSerializer.SerializeToUtf8Bytes(manifest, shape), ct);
    }

    private async Task EntitiesAsync(OperationContext context, ExportPlan plan, ZipArchive zip)
    {
        var done = 0L;
        foreach (var type in plan.Types)
        {
            await using var file = cache.Temporary(context.User);
            await using (var writer = ExportService.Writer(file, plan.TableOf(type), plan.Request))
            {
                var before = done;
                done = await exports.EntitiesAsync(context, plan, type, writer, done);
                await writer.EndAsync(context.Cancellation);
                if (done == before)
                {
                    continue; // most users have entities of a few types
                }
                var entry = await AddAsync(zip, file, "entities", type.EntityType, done - before, plan, context.Cancellation);
                _entries.Add(entry with { EntityType = type.EntityType });
            }
        }
    }

    private async Task BlocksAsync(OperationContext context, ExportPlan plan, ZipArchive zip)
    {
        var (ct, done) = (context.Cancellation, 0L);
        foreach (var sourceNo in plan.Sources)
        {
            var source =
                plan.Single ?? await database.ReadAsync(context.User, c => ExportedSource.OfNumberAsync(c, sourceNo, plan.Point.Seq), ct);
            // One that was never read is parsed as a whole.
            List<ExportedSource> parts =
                source.Documents.Count == 0 ? [source] : [.. source.Documents.Select(d => source with { Documents = [d] })];
            foreach (var part in parts)
            {
                var document = part.Documents is [var one] ? one : null;
                await using var file = cache.Temporary(context.User);
                await using var writer = ExportService.Writer(file, plan.Blocks, plan.Request);
                long rows;
                try
                {
                    rows = await ExportService.BlocksAsync(context, exports.ReadAsync(context.User, part, plan, ct), writer, done) - done;
                    await writer.EndAsync(ct);
                }
                catch (Exception e)
                    when (e is StrataException { Code: not ErrorCode.Unauthenticated } or IOException or NotSupportedException)
                {
                    _failed.Add(new(source.Source.SourceId, source.Source.FileName, e.Message) { DocumentId = document?.DocumentId });
                    continue;
                }
                done += rows;
                var name = document is { Part.Length: > 0 } ? $"{source.Source.FileName} {document.Part}" : source.Source.FileName;
                var entry = await AddAsync(zip, file, "documents", name ?? source.Source.SourceId, rows, plan, ct);
                _entries.Add(
                    entry with
                    {
                        SourceId = source.Source.SourceId,
                        DocumentId = document?.DocumentId,
                        SourceDigest = source.Source.Digest,
                    }
                );
            }
        }
    }

    private async Task<ExportEntry> AddAsync(
        ZipArchive zip,
        FileStream file,
        string folder,
        string name,
        long rows,
        ExportPlan plan,
        CancellationToken ct
    )
    {
        var plain = FileNames.Of(name);
        var path = $"{folder}/{plain}.{plan.Request.Format}";
        for (var i = 2; !_names.Add(path); i++)
        {
            path = string.Create(CultureInfo.InvariantCulture, $"{folder}/{plain}-{i}.{plan.Request.Format}");
        }
        await file.FlushAsync(ct);
        file.Position = 0;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var isPacked = plan.Request.Format == ExportRequest.Parquet;
        var entry = zip.CreateEntry(path, isPacked ? CompressionLevel.NoCompression : CompressionLevel.Fastest);
        entry.LastWriteTime = NoTime;
        await using (var to = await entry.OpenAsync(ct))
        {
            var buffer = new byte[1 << 16];
            while (await file.ReadAsync(buffer, ct) is > 0 and var read)
            {
                hash.AppendData(buffer, 0, read);
                await to.WriteAsync(buffer.AsMemory(0, read), ct);
            }
        }
        return new(path, rows, file.Length, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>The plan with those types only of which there is an entry.</summary>
    private ExportPlan Written(ExportPlan plan) =>
        plan with
        {
            Types = [.. plan.Types.Where(t => _entries.Exists(e => e.EntityType == t.EntityType))],
        };

    private static async Task AddAsync(ZipArchive zip, string name, byte[] content, CancellationToken ct)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = NoTime;
        await using var to = await entry.OpenAsync(ct);
        await to.WriteAsync(content, ct);
    }
}
