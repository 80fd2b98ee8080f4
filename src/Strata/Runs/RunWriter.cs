using Strata.Blobs;
using Strata.Database;
using Strata.Ledger;
using Strata.Parsing.Detection;

namespace Strata.Runs;

/// <summary>Commits the chunks of one attempt at a run. An attempt that lost the run can't write.</summary>
internal sealed class RunWriter(
    IDatabase database,
    LedgerServices services,
    BlobStore blobs,
    UserId user,
    string actor,
    SourceRecord source,
    IParser parser,
    Lazy<DetectedType> detected
) : IAsyncDisposable
{
    private readonly DocumentWriter _documents = new(blobs, user, source, parser, detected);
    private TextSpool? _spool;
    private long _lastRendered;
    private long _keptBefore;

    /// <summary>Stored blocks of rendered documents, including those of earlier attempts.</summary>
    public long Kept { get; set; }

    /// <summary>Commits one chunk and returns the run after it.</summary>
    public Task<RunRecord> CommitAsync(RunRecord run, RunChunk chunk, RunDocument document, CancellationToken ct) =>
        WriteAsync(
            run,
            async session =>
            {
                var documentNo = document.Stored?.DocumentNo ?? await _documents.RowAsync(session, document);
                await DocumentWriter.PagesAsync(session, documentNo, chunk.Pages);
                var observations = chunk.Observations.ConvertAll(o => o with { RunNo = run.RunNo, DocumentNo = documentNo, Actor = actor });
                await session.PrefetchAsync(observations);
                long created = 0;
                long apart = 0;
                foreach (var observation in observations)
                {
                    var stored = await session.ObserveAsync(observation);
                    created += stored.Created ? 1 : 0;
                    apart += stored.IsApart ? 1 : 0;
                }
                if (chunk.EndsDocument && document.Stored is null)
                {
                    await _documents.CloseAsync(session, documentNo, document, chunk.BlocksDone, text: null);
                }
                return Advance(run, chunk, document, created, apart);
            },
            ct
        );

    /// <summary>Stores a chunk of a rendered document; the last chunk completes it.</summary>
    public async Task<RunRecord> KeepAsync(RunRecord run, RunChunk chunk, RunDocument document, CancellationToken ct)
    {
        if (_spool?.Document != document)
        {
            await DropAsync();
            _keptBefore = Kept;
            _spool = new TextSpool(blobs, user, document);
        }
        await _spool.WriteAsync(chunk, ct);
        var text = chunk.EndsDocument ? await _spool.EndAsync() : null;
        long documentNo = 0;
        Kept = _keptBefore + chunk.BlocksDone;
        var progress = RunProgress.Parse(run.Progress) with { Kept = Kept };
        var kept = await WriteAsync(
            run,
            async session =>
            {
                documentNo = await _documents.RowAsync(session, document);
                await DocumentWriter.PagesAsync(session, documentNo, chunk.Pages);
                if (chunk.EndsDocument)
                {
                    await _documents.CloseAsync(session, documentNo, document, chunk.BlocksDone, text);
                }
                return run with { Progress = progress.ToJson() };
            },
            ct
        );
        _lastRendered = documentNo;
        return kept;
    }

    /// <summary>Records that all documents of a rendered source are stored.</summary>
    public Task<RunRecord> EndKeepingAsync(RunRecord run, long lastDocumentNo, CancellationToken ct) =>
        WriteAsync(
            run,
            async session =>
            {
                await DocumentWriter.EndAsync(session, Math.Max(_lastRendered, lastDocumentNo));
                return run;
            },
            ct
        );

    public async ValueTask DisposeAsync() => await DropAsync();

    private async Task DropAsync()
    {
        if (_spool is not null)
        {
            await _spool.DisposeAsync();
        }
        _spool = null;
    }

    /// <summary>Writes in one durable transaction; throws if the attempt lost the run.</summary>
    private Task<RunRecord> WriteAsync(RunRecord run, Func<LedgerSession, Task<RunRecord>> write, CancellationToken ct) =>
        database.WriteAsync(
            user,
            async tx =>
            {
                var session = await LedgerSession.OpenAsync(tx, services);
                var next = await write(session) with { LastSeq = session.Seq, LeaseUntil = RunLease.Until(services.Time) };
                if (!await RunRecord.UpdateAsync(session, next))
                {
                    throw RunService.Lost(run);
                }
                return next;
            },
            ct
        );

    private static RunRecord Advance(RunRecord run, RunChunk chunk, RunDocument document, long created, long apart)
    {
        var errors = run.Errors;
        var blocks = run.Blocks;
        var before = RunProgress.Parse(run.Progress);
        var progress = new RunProgress(document.Index, chunk.BlocksDone, before.Kept, before.Apart + apart);
        if (chunk.EndsDocument)
        {
            progress = progress with { Document = document.Index + 1, Blocks = 0 };
            blocks += chunk.BlocksDone;
            errors = RunRecord.ErrorsJson([.. run.ErrorList, .. document.Errors, .. document.Quotes?.Told ?? []]);
        }
        var observations = run.Observations + chunk.Observations.Count;
        return run with
        {
            Progress = progress.ToJson(),
            Blocks = blocks,
            Observations = observations,
            Entities = run.Entities + created,
            Skipped = chunk.EndsDocument ? run.Skipped + (document.Reading?.SkippedCount ?? 0) : run.Skipped,
            UnknownFields = run.UnknownFields + chunk.UnknownFields,
            Errors = errors,
            Confidence = observations == 0 ? 0 : ((run.Confidence * run.Observations) + chunk.ConfidenceSum) / observations,
        };
    }
}
