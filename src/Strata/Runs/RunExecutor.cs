using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Strata.Blobs;
using Strata.Database;
using Strata.Documents;
using Strata.Documents.Programs;
using Strata.Interpretation;
using Strata.Ledger;
using Strata.Parsing.Csv;
using Strata.Parsing.Detection;
using Strata.Parsing.Pdf;

namespace Strata.Runs;

/// <summary>Executes runs in committed chunks, and resumes interrupted ones.</summary>
internal sealed class RunExecutor(
    IDatabase database,
    LedgerServices services,
    BlobStore blobs,
    Interpreters interpreters,
    RunPrompts prompts,
    RunService runService,
    RunLimits limits
)
{
    private const int MaxNotes = 200;

    /// <summary>Executes the run to its end. Cancelling keeps what is committed and lets another attempt take over.</summary>
    public async Task<RunRecord> CarryAsync(
        UserId user,
        string actor,
        SourceRecord source,
        RunRecord run,
        IProgress<Progress>? progress,
        CancellationToken ct
    )
    {
        var options = await prompts.RefusedAsync(user, InterpretationConfiguration.OptionsOf(run.Configuration), ct);
        var image = options.Ocr && ImageParser.Reads(source.MediaType) ? new ImageParser(options.OcrLanguage) : null;
        if ((image ?? Parsers.For(source.MediaType)) is not { } parser)
        {
            return RunEnd.Failed(services.Time, run, ErrorCode.UnsupportedMediaType, UnreadFormat.Reason(source.MediaType));
        }
        if (parser is CsvParser && (options.Header is not null || options.Charset is not null))
        {
            parser = new CsvParser { Header = options.Header, Charset = options.Charset };
        }
        if (options.Ocr && parser is PdfParser)
        {
            parser = new PdfParser(ocr: true, options.OcrLanguage);
        }
        if (Conversions.Here(parser) is var other && other != parser && !await IsReadAsync(user, source, parser, ct))
        {
            parser = other;
        }
        var documents = new List<RunDocument>();
        try
        {
            options = await prompts.ReadAsync(user, options, ct);
            await foreach (var (moved, document) in CommittedAsync(user, actor, source, run, parser, options, progress, ct))
            {
                run = moved;
                if (documents.LastOrDefault() != document)
                {
                    documents.Add(document);
                }
            }
            return Close(run, documents);
        }
        catch (Exception e) when (e is EndOfStreamException or InvalidDataException or FormatException)
        {
            return RunEnd.Failed(services.Time, run, ErrorCode.InterpretationFailed, LimitText.Of(SourceFault.Of(e)));
        }
        catch (IOException e)
        {
            return RunEnd.GivenUp(services.Time, run, ErrorCode.InterpretationFailed, LimitText.Of(e.Message));
        }
        catch (StrataException e) when (e.Code is ErrorCode.UnsupportedMediaType or ErrorCode.InterpretationFailed)
        {
            return RunEnd.Failed(services.Time, run, e.Code, e.Message);
        }
        catch
        {
            // Cancelled, or the store failed: release the run, so that a retry need not wait for its lease to expire.
            await runService.ReleaseAsync(user, run);
            throw;
        }
    }

    /// <summary>Yields the run after each chunk, and the chunk's document.</summary>
    private async IAsyncEnumerable<(RunRecord Run, RunDocument Document)> CommittedAsync(
        UserId user,
        string actor,
        SourceRecord source,
        RunRecord run,
        IParser parser,
        InterpretationOptions options,
        IProgress<Progress>? progress,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var configuration = JsonText.Element(run.Configuration);
        var (schemas, kept) = await database.ReadAsync(
            user,
            async c => (await services.Schemas.NamedAsync(c, configuration), await KeptAsync(c, source, parser)),
            ct
        );
        var idOrigin = new SourceOrigin(source.IdOrigin);
        var reader = new RunReader(
            interpreters.Get(run.Interpreter),
            source,
            idOrigin,
            schemas,
            options,
            RunProgress.Parse(run.Progress),
            limits,
            services.Time
        );
        await using Stream held = StoredDocuments.AreWhole(kept) ? Stream.Null : await blobs.OpenFileAsync(user, source.Digest, ct);
        await using var writer = new RunWriter(
            database,
            services,
            blobs,
            user,
            actor,
            source,
            idOrigin,
            parser,
            new(() => Detect(held, source))
        )
        {
            Kept = kept.Where(d => d.IsReadable).Sum(d => d.BlockCount),
        };
        if (!StoredDocuments.AreWhole(kept))
        {
            var parts = kept.Where(d => d.IsReadable).Select(d => d.Part).ToHashSet(StringComparer.Ordinal);
            var rendered = kept.Count > 0;
            await foreach (var chunk in ReadAheadAsync(to => ReadSourceAsync(user, source, reader, parser, parts, progress, to), ct))
            {
                if (chunk.Document is not { } document)
                {
                    continue;
                }
                if (chunk.IsRendering)
                {
                    run = await writer.KeepAsync(run, chunk, document, ct);
                    rendered = true;
                    progress?.Report(Read("parse", chunk, source, chunk.BlocksDone, "blocks"));
                    continue;
                }
                run = chunk.IsCommitted ? run : await writer.CommitAsync(run, chunk, document, ct);
                Reclaim(chunk);
                yield return (run, document);
                progress?.Report(Read("interpret", chunk, source, run.Observations, "observations"));
            }
            if (!rendered)
            {
                yield break;
            }
            run = await writer.EndKeepingAsync(run, kept.Count > 0 ? kept[^1].DocumentNo : 0, ct);
            kept = await database.ReadAsync(user, c => KeptAsync(c, source, parser), ct);
        }
        await foreach (var chunk in ReadAheadAsync(to => ReadStoredAsync(user, kept, reader, to), ct))
        {
            if (chunk.Document is { } document)
            {
                run = chunk.IsCommitted ? run : await writer.CommitAsync(run, chunk, document, ct);
                yield return (run, document);
                progress?.Report(new Progress("interpret", run.BlocksInterpreted, kept.Sum(d => d.BlockCount), "blocks"));
            }
        }
    }

    /// <summary>
    /// Collects a full chunk once it is committed. Otherwise the young generation grows to a size set by the processor's cache before it is
    /// collected: 60 MB more at the peak of a large file (docs/benchmarks.md).
    /// </summary>
    private void Reclaim(RunChunk chunk)
    {
        if (chunk.Observations.Count >= limits.Observations)
        {
            GC.Collect(1, GCCollectionMode.Forced, blocking: true);
        }
    }

    /// <summary>Returns the progress: in bytes of the source if those are read, else in <paramref name="unit"/>.</summary>
    private static Progress Read(string stage, RunChunk chunk, SourceRecord source, long count, string unit) =>
        chunk.BytesRead is { } bytes ? new Progress(stage, bytes, source.ByteSize, Progress.Bytes) : new Progress(stage, count, null, unit);

    /// <summary>Whether all documents of the source are stored, so that the parser's programs are not needed.</summary>
    private async Task<bool> IsReadAsync(UserId user, SourceRecord source, IParser parser, CancellationToken ct) =>
        StoredDocuments.AreWhole(await database.ReadAsync(user, c => KeptAsync(c, source, parser), ct));

    private static Task<IReadOnlyList<DocumentRecord>> KeptAsync(UserConnection connection, SourceRecord source, IParser parser) =>
        StoredDocuments.RenderedAsync(connection, source.SourceNo, parser.Id, parser.Version);

    /// <summary>Reads the next chunk on one core while another commits the current one.</summary>
    private static async IAsyncEnumerable<RunChunk> ReadAheadAsync(
        Func<(ChannelWriter<RunChunk> Chunks, CancellationToken Stop), Task> read,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var chunks = Channel.CreateBounded<RunChunk>(new BoundedChannelOptions(1) { SingleReader = true, SingleWriter = true });
        var reading = Task.Run(
            async () =>
            {
                Exception? failure = null;
                try
                {
                    await read((chunks.Writer, stop.Token));
                }
                catch (Exception e)
                {
                    failure = e;
                }
                chunks.Writer.Complete(failure);
            },
            CancellationToken.None
        );
        try
        {
            await foreach (var chunk in chunks.Reader.ReadAllAsync(ct))
            {
                yield return chunk;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }
    }

    private async Task ReadSourceAsync(
        UserId user,
        SourceRecord source,
        RunReader reader,
        IParser parser,
        IReadOnlySet<string> kept,
        IProgress<Progress>? progress,
        (ChannelWriter<RunChunk> Chunks, CancellationToken Stop) to
    )
    {
        await using var quotes = await blobs.OpenFileAsync(user, source.Digest, to.Stop);
        await using var converted = parser.Conversion is { } conversion
            ? await Conversions.ConvertAsync(conversion, quotes, source.MediaType, progress, to.Stop)
            : null;
        await using var bytes = converted is null ? await blobs.OpenFileAsync(user, source.Digest, to.Stop) : null;
        await using var content = new BufferedStream(converted?.Content ?? bytes ?? Stream.Null, 1 << 20);
        using var read = reader.Read(parser, content, quotes, kept, to.Stop).GetEnumerator();
        while (await to.Chunks.WaitToWriteAsync(to.Stop) && read.MoveNext())
        {
            read.Current.BytesRead = bytes?.Position;
            await to.Chunks.WriteAsync(read.Current, to.Stop);
        }
    }

    private async Task ReadStoredAsync(
        UserId user,
        IReadOnlyList<DocumentRecord> kept,
        RunReader reader,
        (ChannelWriter<RunChunk> Chunks, CancellationToken Stop) to
    )
    {
        for (var index = 0; index < kept.Count; index++)
        {
            var record = kept[index];
            await using var text = await OpenTextAsync(user, record, to.Stop);
            await using var quotes = await OpenTextAsync(user, record, to.Stop);
            await using var feed = new BlockFeed(database, user, record, text, to.Stop);
            var document = new RunDocument(StoredDocuments.Parsed(record, feed.Blocks), index, record);
            foreach (var chunk in reader.ReadStored(document, quotes, to.Stop))
            {
                await to.Chunks.WriteAsync(chunk, to.Stop);
            }
        }
    }

    /// <summary>Returns the type detected from content and name if it is the source's; otherwise the type was stated.</summary>
    private static DetectedType Detect(Stream content, SourceRecord source) =>
        MediaTypes.Explain(content, source.FileName, declared: null) is var seen && seen.MediaType == source.MediaType ? seen
        : MediaTypes.Explain(content, source.FileName, source.MediaType) is var found && found.MediaType == source.MediaType ? found
        : MediaTypes.Explain(content, source.FileName, declared: null, meant: source.MediaType);

    private async Task<Stream> OpenTextAsync(UserId user, DocumentRecord document, CancellationToken ct) =>
        document.TextDigest is { Length: > 0 } digest ? await blobs.OpenFileAsync(user, digest, ct) : new MemoryStream([], writable: false);

    private RunRecord Close(RunRecord run, List<RunDocument> documents)
    {
        var fatal = documents.Exists(d => d.IsFatal);
        var errors = run.ErrorList;
        var notes = documents.SelectMany(d => d.Reading?.Notes ?? []).Take(MaxNotes).ToList();
        var remarks = documents.SelectMany(d => d.Reading?.Remarks ?? []).Take(MaxNotes);
        var generic = !documents.Exists(d => d.Reading is { HasTyped: true });
        var status =
            errors.Count == 0 && !documents.Exists(d => d.HasDoubts) ? RunRecord.Completed
            : run.Stated == 0 && (fatal || run.Blocks == 0) ? RunRecord.Failed
            : RunRecord.Partial;
        var completeness =
            status == RunRecord.Failed ? "failed"
            : status == RunRecord.Partial ? "partial"
            : run.Stated == 0 || generic ? "unknown"
            : notes.Count > 0 ? "partial"
            : "complete";
        return RunEnd.With(services.Time, run, status, completeness, [.. errors, .. notes, .. remarks]);
    }
}
