using Strata.Blobs;
using Strata.Database;
using Strata.Entities;
using Strata.Findings;
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
    SourceOrigin idOrigin,
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
    public async Task<RunRecord> CommitAsync(RunRecord run, RunChunk chunk, RunDocument document, CancellationToken ct)
    {
        string? origin = null;
        var next = await WriteAsync(
            run,
            async session =>
            {
                var documentNo = document.Stored?.DocumentNo ?? await _documents.RowAsync(session, document);
                await DocumentWriter.PagesAsync(session, documentNo, chunk.Pages);
                origin = idOrigin.Value ?? await SourceOrigins.OfAsync(session, source, chunk.Observations);
                var observations = chunk.Observations.ConvertAll(o =>
                    o.InOrigin(origin ?? Origins.Shared) with
                    {
                        RunNo = run.RunNo,
                        DocumentNo = documentNo,
                        Actor = actor,
                    }
                );
                long created = 0;
                if (chunk.Staged.Count > 0)
                {
                    for (var i = 0; i < observations.Count; i++)
                    {
                        FindingRows.Add(session, observations[i], chunk.Staged[i]);
                    }
                }
                else
                {
                    await session.PrefetchAsync(observations);
                    foreach (var observation in observations)
                    {
                        created += (await session.ObserveAsync(observation)).Created ? 1 : 0;
                    }
                    await IdentityJoins.ApplyAsync(session);
                }
                foreach (var pack in chunk.Packs)
                {
                    PackRows.Add(session, run.RunNo, documentNo, pack);
                }
                if (chunk.EndsDocument && document.Stored is null)
                {
                    await _documents.CloseAsync(session, documentNo, document, chunk.BlocksDone, text: null);
                }
                return Advance(run, chunk, document, created);
            },
            ct
        );
        idOrigin.Value = origin;
        return next;
    }

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

    private static RunRecord Advance(RunRecord run, RunChunk chunk, RunDocument document, long created)
    {
        var errors = run.Errors;
        var blocks = run.Blocks;
        var before = RunProgress.Parse(run.Progress);
        var progress = new RunProgress(document.Index, chunk.BlocksDone, before.Kept);
        if (chunk.EndsDocument)
        {
            progress = progress with { Document = document.Index + 1, Blocks = 0 };
            blocks += chunk.BlocksDone;
            errors = RunRecord.ErrorsJson([.. run.ErrorList, .. document.Errors, .. document.Quotes?.Told ?? []]);
        }
        var stated = run.Stated + chunk.Observations.Count;
        return run with
        {
            Progress = progress.ToJson(),
            Blocks = blocks,
            Observations = run.Observations + (chunk.Staged.Count > 0 ? 0 : chunk.Observations.Count),
            Staged = chunk.Staged.Count > 0 ? (run.Staged ?? 0) + chunk.Staged.Count : run.Staged,
            Entities = run.Entities + created,
            Skipped = chunk.EndsDocument ? run.Skipped + (document.Reading?.SkippedCount ?? 0) : run.Skipped,
            UnknownFields = run.UnknownFields + chunk.UnknownFields,
            Errors = errors,
            Confidence = stated == 0 ? 0 : ((run.Confidence * run.Stated) + chunk.ConfidenceSum) / stated,
        };
    }
}

/// <summary>The origin of a source's local identifiers, shared by the reader and the writer of a run.</summary>
/// <param name="decided">Null until it is decided.</param>
internal sealed class SourceOrigin(string? decided)
{
    private volatile string? _value = decided;

    public string? Value
    {
        get => _value;
        set => _value = value;
    }
}
