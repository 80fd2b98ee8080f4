using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Strata.Blobs;
using Strata.Database;
using Strata.Documents;
using Strata.Documents.Programs;
using Strata.Ledger;
using Strata.Parsing;
using Strata.Parsing.Csv;
using Strata.Parsing.Detection;
using Strata.Parsing.Pdf;

namespace Strata.Interpretation;

/// <summary>Interprets sources: begins runs, carries them through in committed chunks, resumes what was interrupted.</summary>
internal sealed class Runs(IDatabase database, LedgerServices services, BlobStore blobs)
{
    private const int MaxNotes = 200;

    /// <summary>Begins a run on the source, or finds the one of the same configuration; runs within the caller's transaction.</summary>
    /// <param name="again">Whether to interpret even where a run of the same configuration has ended.</param>
    /// <returns>The run, and whether it is this caller's to carry through.</returns>
    public async Task<(RunRecord Run, bool Mine)> BeginAsync(LedgerSession session, SourceRecord source, RulesOptions options, bool again)
    {
        var configuration = CanonicalJson.Of(RulesInterpreter.Configuration([.. session.Schemas.All], options));
        var hash = CanonicalJson.Hash(configuration);
        var known = await session.Transaction.QueryFirstOrDefaultAsync<RunRecord>(
            $"""
            select {RunRecord.Columns} from runs
            where user_id = @user and source_no = @sourceNo and config_hash = @hash
            order by run_no desc limit 1
            """,
            new { sourceNo = source.SourceNo, hash }
        );
        if (known is { Status: RunRecord.Running })
        {
            if (RunLease.IsHeld(known, services.Time))
            {
                throw new StrataException(
                    ErrorCode.InterpretationInProgress,
                    $"Run '{Ids.Run(known.RunNo)}' is interpreting source '{source.SourceId}' now. Ask for its result with 'runs show'."
                );
            }
            return (await TakeOverAsync(session.Transaction, known), true);
        }
        if (known is not null && !again)
        {
            return (known, false);
        }
        var (runNo, startedAt) = session.Next();
        var run = new RunRecord(
            runNo,
            source.SourceNo,
            RulesInterpreter.Name,
            configuration,
            hash,
            RunRecord.Running,
            "unknown",
            Confidence: 0,
            Attempt: 1,
            LastSeq: runNo,
            RunLease.Owner,
            RunLease.Until(services.Time),
            RunProgress.Start.ToJson(),
            Blocks: 0,
            Observations: 0,
            Entities: 0,
            Skipped: 0,
            UnknownFields: 0,
            Errors: "[]",
            startedAt,
            FinishedAt: null
        );
        RunRecord.Add(session, run);
        return (run, true);
    }

    /// <summary>Carries the run to its end. Cancelling leaves what is committed and lets another take over.</summary>
    public async Task<RunRecord> CarryAsync(
        UserId user,
        string actor,
        SourceRecord source,
        RunRecord run,
        RulesOptions options,
        IProgress<Progress>? progress,
        CancellationToken ct
    )
    {
        if (Parsers.For(source.MediaType) is not { } parser)
        {
            return Fail(
                run,
                $"{ErrorCode.UnsupportedMediaType.Name()}: {UnreadFormat.Reason(source.MediaType)}"
            );
        }
        if (options.Header is { } header && parser is CsvParser)
        {
            parser = new CsvParser { Header = header };
        }
        if (options.Ocr && parser is PdfParser)
        {
            parser = new PdfParser(ocr: true);
        }
        var documents = new List<RunDocument>();
        try
        {
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
        catch (Exception e) when (e is IOException or InvalidDataException or FormatException)
        {
            return Fail(run, $"{ErrorCode.InterpretationFailed.Name()}: {e.Message}");
        }
        catch (StrataException e) when (e.Code is ErrorCode.UnsupportedMediaType or ErrorCode.InterpretationFailed)
        {
            return Fail(run, $"{e.Code.Name()}: {e.Message}");
        }
        catch
        {
            // Cancelled, or the store failed: nobody works on the run now, so a retry need not wait for its lease to end.
            await ReleaseAsync(user, run);
            throw;
        }
    }

    /// <summary>Where the run stands after each chunk, and the document it belongs to.</summary>
    private async IAsyncEnumerable<(RunRecord Run, RunDocument Document)> CommittedAsync(
        UserId user,
        string actor,
        SourceRecord source,
        RunRecord run,
        IParser parser,
        RulesOptions options,
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
        var reader = new RunReader(source, schemas, options, RunProgress.Parse(run.Progress));
        await using Stream held = StoredDocuments.AreWhole(kept) ? Stream.Null : await blobs.OpenFileAsync(user, source.Digest, ct);
        await using var writer = new RunWriter(database, services, blobs, user, actor, source, parser, new(() => Detect(held, source)));
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
                    progress?.Report(new Progress("parse", chunk.BlocksDone, null));
                    continue;
                }
                run = chunk.IsCommitted ? run : await writer.CommitAsync(run, chunk, document, ct);
                yield return (run, document);
                progress?.Report(new Progress("interpret", run.Observations, null));
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
                progress?.Report(new Progress("interpret", run.Observations, null));
            }
        }
    }

    private static Task<IReadOnlyList<DocumentRecord>> KeptAsync(UserConnection connection, SourceRecord source, IParser parser) =>
        StoredDocuments.RenderedAsync(connection, source.SourceNo, parser.Id, parser.Version);

    /// <summary>One core reads the next chunk while the other commits this one.</summary>
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
        await using var content = new BufferedStream(converted?.Content ?? await blobs.OpenFileAsync(user, source.Digest, to.Stop), 1 << 20);
        using var read = reader.Read(parser, content, quotes, kept, to.Stop).GetEnumerator();
        while (await to.Chunks.WaitToWriteAsync(to.Stop) && read.MoveNext())
        {
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

    private static DetectedType Detect(Stream content, SourceRecord source) => MediaTypes.Explain(content, source.FileName, source.MediaType);

    private async Task<Stream> OpenTextAsync(UserId user, DocumentRecord document, CancellationToken ct) =>
        document.TextDigest is { Length: > 0 } digest ? await blobs.OpenFileAsync(user, digest, ct) : new MemoryStream([], writable: false);

    private RunRecord Close(RunRecord run, List<RunDocument> documents)
    {
        var fatal = documents.Exists(d => d.IsFatal);
        var errors = run.ErrorList;
        var notes = documents.SelectMany(d => d.Rules?.Notes ?? []).Take(MaxNotes).ToList();
        var generic = !documents.Exists(d => d.Rules is { HasTyped: true });
        var status =
            errors.Count == 0 ? RunRecord.Completed
            : run.Observations == 0 && fatal ? RunRecord.Failed
            : RunRecord.Partial;
        var completeness =
            status == RunRecord.Failed ? "failed"
            : status == RunRecord.Partial ? "partial"
            : run.Observations == 0 || generic ? "unknown"
            : notes.Count > 0 ? "partial"
            : "complete";
        return End(run, status, completeness, [.. errors, .. notes]);
    }

    private RunRecord Fail(RunRecord run, string error) =>
        End(run, run.Observations == 0 ? RunRecord.Failed : RunRecord.Partial, "failed", [.. run.ErrorList, error]);

    private RunRecord End(RunRecord run, string status, string completeness, IReadOnlyList<string> errors) =>
        run with
        {
            Status = status,
            Completeness = completeness,
            Errors = RunRecord.ErrorsJson(errors),
            Owner = null,
            LeaseUntil = null,
            FinishedAt = UnixTime.Microseconds(services.Time.GetUtcNow()),
        };

    private async Task<RunRecord> TakeOverAsync(UserTransaction tx, RunRecord run)
    {
        var taken = run with
        {
            Attempt = run.Attempt + 1,
            Owner = RunLease.Owner,
            LeaseUntil = RunLease.Until(services.Time),
        };
        await tx.ExecuteAsync(
            "update runs set attempt = @Attempt, owner = @Owner, lease_until = @LeaseUntil where user_id = @user and run_no = @RunNo",
            taken
        );
        return taken;
    }

    /// <summary>Gives up an attempt: what it committed stays, and the next caller takes the run over.</summary>
    public Task<int> ReleaseAsync(UserId user, RunRecord run) =>
        database.WriteAsync(
            user,
            tx =>
                tx.ExecuteAsync(
                    """
                    update runs set owner = null, lease_until = null
                    where user_id = @user and run_no = @runNo and attempt = @attempt and status = 'running'
                    """,
                    new { runNo = run.RunNo, attempt = run.Attempt }
                ),
            CancellationToken.None
        );
}
