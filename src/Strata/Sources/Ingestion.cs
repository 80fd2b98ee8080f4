using Strata.Blobs;
using Strata.Database;
using Strata.Interpretation;
using Strata.Ledger;
using Strata.Parsing;
using Strata.Users;
using static Strata.Sources.IngestAnswer;

namespace Strata.Sources;

/// <summary>Takes in bytes: keeps them, makes them a source, and interprets them where asked to.</summary>
internal sealed partial class Ingestion(
    IDatabase database,
    LedgerServices services,
    BlobStore blobs,
    RunDesk desk,
    Runs runs,
    Members members,
    UsageDesk usage,
    UrlFetch fetch,
    StoreOptions options
)
{
    public Task<IngestResult> IngestAsync(
        UserId user,
        string actor,
        IngestRequest request,
        Stream content,
        IProgress<Progress>? progress,
        CancellationToken ct
    ) => IngestAsync(user, actor, request, content, fetched: null, MemberBudget.Whole(options), again: false, progress, ct);

    /// <param name="fetched">What the idempotency key of a page stands for; null: request and bytes.</param>
    private async Task<IngestResult> IngestAsync(
        UserId user,
        string actor,
        IngestRequest request,
        Stream content,
        string? fetched,
        MemberBudget budget,
        bool again,
        IProgress<Progress>? progress,
        CancellationToken ct
    )
    {
        var limit = budget.IsWhole ? options.MaxSourceBytes : Math.Min(options.MaxSourceBytes, budget.Bytes);
        await using var room = usage.Room(user);
        // What was answered before is answered again, whether or not there is room for its bytes once more.
        var answered = await database.ReadAsync(user, connection => AnsweredAsync(connection, request), ct);
        await using var metered = new MeteredContent(content, room);
        string HashOf(string digest) => fetched ?? IngestHash.Of(request, digest, answered);
        Task AdmitAsync(string digest, long size) =>
            answered is null ? usage.AdmitAsync(user, digest, size, room, request.Interpret, ct)
            : answered == HashOf(digest) ? Task.CompletedTask
            : throw Receipts.Mismatch(request.IdempotencyKey);
        var keeping = progress is not null && content.CanSeek ? new SizedProgress(progress, content.Length) : progress;
        var blob = await blobs.KeepAsync(user, answered is null ? metered : content, limit, keeping, ct, AdmitAsync);
        await using var kept = await blobs.OpenFileAsync(user, blob.Digest, ct);
        var mediaType = MediaTypes.Explain(kept, request.FileName, request.ContentType, request.MediaType).MediaType;
        try
        {
            return await InterpretAsync(
                user,
                actor,
                request,
                HashOf(blob.Digest),
                again,
                session => RegisterAsync(session, request, blob, mediaType, room),
                room,
                budget,
                progress,
                ct
            );
        }
        catch (StrataException)
        {
            // What was refused leaves no bytes; those of a source that was registered before stay.
            await blobs.TakeBackAsync(user, blob);
            throw;
        }
    }

    /// <summary>The hash of the request that was answered with this key. What can't be asked for is refused before its bytes are read.</summary>
    private async Task<string?> AnsweredAsync(UserConnection connection, IngestRequest request)
    {
        var answered = await Receipts.KnownAsync(connection, request.IdempotencyKey);
        if (answered is null && request.EntityType is { } type && await services.Schemas.CurrentAsync(connection) is { IsEmpty: false } schemas)
        {
            schemas.Get(type);
        }
        if (answered is null && request.MediaType is { } said && !MediaTypes.IsWellFormed(said))
        {
            throw new StrataException(ErrorCode.InvalidContent, $"'{said}' is no media type, such as text/csv.");
        }
        return answered;
    }

    /// <summary>Interprets a held source again, and what is inside it, as new runs beside the earlier ones.</summary>
    public async Task<IngestResult> ReinterpretAsync(
        UserId user,
        string actor,
        string sourceId,
        IngestRequest request,
        IProgress<Progress>? progress,
        CancellationToken ct
    )
    {
        var unreadable = await UnreadableAsync(user, sourceId, ct);
        return await InterpretAsync(
            user,
            actor,
            request with
            {
                Interpret = true,
            },
            Receipts.RequestHash("reinterpret", request with { Wait = null }, sourceId),
            again: true,
            async session => unreadable is null ? (await SourceRecords.GetAsync(session.Transaction, sourceId), true) : throw unreadable,
            room: null,
            MemberBudget.Whole(options),
            progress,
            ct
        );
    }

    /// <summary>Why the source can't be interpreted again now; null where it can: its bytes are at hand.</summary>
    private async Task<StrataException?> UnreadableAsync(UserId user, string sourceId, CancellationToken ct)
    {
        try
        {
            var source = await database.ReadAsync(user, c => SourceRecords.GetAsync(c, sourceId), ct);
            await (await blobs.OpenFileAsync(user, source.Digest, ct)).DisposeAsync();
            return null;
        }
        catch (StrataException e)
        {
            return e;
        }
    }

    private async Task<IngestResult> InterpretAsync(
        UserId user,
        string actor,
        IngestRequest request,
        string requestHash,
        bool again,
        Func<LedgerSession, Task<(SourceRecord Source, bool Held)>> register,
        StorageRoom? room,
        MemberBudget budget,
        IProgress<Progress>? progress,
        CancellationToken ct
    )
    {
        var rules = RulesOptions.Of(request);
        var asked = new RunAsked(again, request.Wait ?? true, actor);
        var begun = await database.WriteAsync(
            user,
            async tx =>
            {
                var session = await LedgerSession.OpenAsync(tx, services);
                if (await Receipts.FindAsync<IngestResult>(session, request.IdempotencyKey, requestHash) is { } known)
                {
                    if (known.Run is null or { Status: RunRecord.Running or RunRecord.Queued })
                    {
                        await session.FlushAsync(); // what the receipt names may have been begun in this very group
                    }
                    return known.Run is { Status: RunRecord.Running or RunRecord.Queued } unfinished ? await ContinueAsync(session, known, unfinished, asked)
                        : known is { Run: null, Members: null } && Parsers.For(known.MediaType) is IContainerParser
                            ? new BegunIngestion(await SourceRecords.GetAsync(tx, known.SourceId), known.Deduplicated, known, null) { IsKept = true }
                        : new BegunIngestion(null, false, known, null);
                }
                if (request.EntityType is { } type)
                {
                    session.Schemas.Get(type);
                }
                var (source, held) = await register(session);
                if (!request.Interpret)
                {
                    var stored = Result(source, held, null, session);
                    Receipts.Keep(session, request.IdempotencyKey, requestHash, stored);
                    return new BegunIngestion(source, held, stored, null) { IsNew = !held, IsKept = true };
                }
                var (run, turn) = await desk.BeginAsync(session, source, rules, asked);
                if (turn == RunTurn.Mine && request.IdempotencyKey is null)
                {
                    return new BegunIngestion(source, held, null, run) { IsNew = !held };
                }
                // Kept before the work is done: whoever asks again after being cut off goes on with it, and hears of the source what was true first.
                var result = Result(source, held, await RunQueries.ResultAsync(tx, run), session);
                Receipts.Keep(session, request.IdempotencyKey, requestHash, result);
                return new BegunIngestion(source, held, result, turn == RunTurn.Mine ? run : null) { IsNew = !held, IsKept = true };
            },
            ct
        );
        if (room is not null)
        {
            await room.EndAsync(used: begun.IsNew);
        }
        if (begun is { Source: { } container, Run: null, Result: { Run: null } only })
        {
            return await MembersAsync(user, actor, container, run: null, request, begun.Held, budget, again: false, progress, ct) is { } inside
                ? await CompleteAsync(user, request, only with { Members = inside }, ct)
                : only;
        }
        if (begun is not { Source: { } kept, Run: { } started })
        {
            return begun.Result ?? throw new InvalidOperationException("A write that began no run has a result.");
        }
        return await CarryAsync(
            user,
            actor,
            kept,
            started,
            begun.Held,
            request,
            budget,
            async (session, told, inside) =>
            {
                var result = Result(kept, begun.Held, told, session) with { Members = inside };
                if (begun.IsKept)
                {
                    await Receipts.CompleteAsync(session, request.IdempotencyKey, result);
                }
                else
                {
                    Receipts.Keep(session, request.IdempotencyKey, requestHash, result);
                }
                return result;
            },
            progress,
            ct
        );
    }

    /// <summary>Carries a run to its end that a job has taken; what came of it.</summary>
    public async Task<IngestResult> CarryAsync(UserId user, string actor, RunRecord run, CancellationToken ct)
    {
        var source = await database.ReadAsync(user, connection => SourceRecords.ByNumberAsync(connection, run.SourceNo), ct);
        var rules = RulesInterpreter.OptionsOf(run.Configuration);
        var request = new IngestRequest
        {
            EntityType = rules.EntityType,
            DayFirst = rules.DayFirst,
            Header = rules.Header,
            Ocr = rules.Ocr,
            OcrLanguage = rules.OcrLanguage,
        };
        return await CarryAsync(
            user,
            actor,
            source,
            run,
            held: true,
            request,
            MemberBudget.OfJob(options),
            (session, told, inside) => Task.FromResult(Result(source, held: true, told, session) with { Members = inside }),
            progress: null,
            ct
        );
    }

    private async Task<IngestResult> CarryAsync(
        UserId user,
        string actor,
        SourceRecord source,
        RunRecord run,
        bool held,
        IngestRequest request,
        MemberBudget budget,
        Func<LedgerSession, RunResult, MembersResult?, Task<IngestResult>> keep,
        IProgress<Progress>? progress,
        CancellationToken ct
    )
    {
        await using var heartbeat = new RunHeartbeat(database, services.Time, user, run, ct);
        try
        {
            var rules = RulesInterpreter.OptionsOf(run.Configuration);
            var ended = await runs.CarryAsync(user, actor, source, run, rules, progress, heartbeat.Work);
            // What is inside was read with the container when a run like this one has gone before.
            var again = await database.ReadAsync(user, connection => RunQueries.IsRepeatedAsync(connection, run), heartbeat.Work);
            var inside = await MembersAsync(user, actor, source, run, request, held, budget, again, progress, heartbeat.Work);
            ended = budget.IsOfJob ? RunEnd.WithMembers(ended, inside)
                : inside?.Limit is { } limit ? RunEnd.Limited(services.Time, ended, limit)
                : ended;
            return await database.WriteAsync(
                user,
                async tx =>
                {
                    var session = await LedgerSession.OpenAsync(tx, services);
                    await session.FlushAsync();
                    var told = await RunQueries.ResultAsync(tx, ended);
                    if (!await RunRecord.UpdateAsync(session, ended with { Entities = told.EntityCount }))
                    {
                        throw RunDesk.Lost(run);
                    }
                    return await keep(session, told, inside);
                },
                heartbeat.Work
            );
        }
        catch (Exception e) when (!ct.IsCancellationRequested && (heartbeat.IsLost || e is StrataException { Code: ErrorCode.Conflict }))
        {
            // Cancelled, or settled by another attempt: what came of it is the answer, whoever it was.
            return await database.ReadAsync(
                user,
                async connection =>
                    await RunQueries.FindAsync(connection, Ids.Run(run.RunNo)) is { IsRunning: false } settled
                        ? Result(source, held, await RunQueries.ResultAsync(connection, settled))
                        : throw RunDesk.Lost(run),
                ct
            );
        }
        catch
        {
            await desk.ReleaseAsync(user, run);
            throw;
        }
    }

    /// <summary>
    /// What an earlier try with the same key began and did not end: taken over, or read where someone else has ended it; lined up for who
    /// doesn't wait.
    /// </summary>
    private async Task<BegunIngestion> ContinueAsync(LedgerSession session, IngestResult known, RunResult unfinished, RunAsked asked)
    {
        var source = await SourceRecords.GetAsync(session.Transaction, known.SourceId);
        var (run, turn) = await desk.ContinueAsync(session, source, unfinished.RunId, asked);
        return turn == RunTurn.Mine ? new BegunIngestion(source, known.Deduplicated, null, run) { IsKept = true }
            : asked.Wait ? new BegunIngestion(source, known.Deduplicated, known with { Run = await RunQueries.ResultAsync(session.Transaction, run) }, null)
            : new BegunIngestion(source, known.Deduplicated, known, null);
    }

    private Task<MembersResult?> MembersAsync(
        UserId user,
        string actor,
        SourceRecord source,
        RunRecord? run,
        IngestRequest request,
        bool held,
        MemberBudget budget,
        bool again,
        IProgress<Progress>? progress,
        CancellationToken ct
    ) =>
        members.TakeInAsync(
            user,
            source,
            request,
            budget,
            (asked, content, inside) => IngestAsync(user, actor, asked, content, fetched: null, inside, again, progress: null, ct),
            () => run is null ? Task.CompletedTask : ProceedAsync(user, run, ct),
            run?.RunNo ?? (held ? null : source.SourceNo),
            progress,
            ct
        );

    /// <summary>Each member is written by itself, so that each asks whether the run is still this attempt's.</summary>
    private async Task ProceedAsync(UserId user, RunRecord run, CancellationToken ct)
    {
        if (!await database.ReadAsync(user, connection => RunQueries.IsCarriedAsync(connection, run), ct))
        {
            throw RunDesk.Lost(run);
        }
    }

    private Task<IngestResult> CompleteAsync(UserId user, IngestRequest request, IngestResult result, CancellationToken ct) =>
        database.WriteAsync(
            user,
            async tx =>
            {
                await Receipts.CompleteAsync(await LedgerSession.OpenAsync(tx, services), request.IdempotencyKey, result);
                return result;
            },
            ct
        );

    private async Task<(SourceRecord, bool)> RegisterAsync(
        LedgerSession session,
        IngestRequest request,
        StoredBlob blob,
        string mediaType,
        StorageRoom room
    )
    {
        if (await SourceRecords.FindByDigestAsync(session, blob.Digest) is { } held)
        {
            return (held, true);
        }
        await session.Usage.TakeStorageAsync(blob.ByteSize, room.Id, session.Now);
        var (seq, recordedAt) = session.Next();
        await blobs.AddAsync(session.Transaction, session.Add, blob, recordedAt);
        var observedAt = request.ObservedAt is { } at ? UnixTime.Microseconds(at) : (long?)null;
        var source = SourceRecords.Add(
            session,
            new NewSource(blob.Digest, blob.ByteSize, mediaType, request.FileName, request.Origin, observedAt, blob.StorageStatus),
            seq,
            recordedAt
        );
        return (source, false);
    }
}
