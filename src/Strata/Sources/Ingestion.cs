using Strata.Accounts;
using Strata.Blobs;
using Strata.Database;
using Strata.Documents.Programs;
using Strata.Interpretation;
using Strata.Ledger;
using Strata.Parsing.Csv;
using Strata.Runs;
using static Strata.Sources.IngestAnswer;

namespace Strata.Sources;

/// <summary>Ingests bytes: stores them, registers a source and interprets it on request.</summary>
internal sealed partial class Ingestion(
    IDatabase database,
    LedgerServices services,
    BlobStore blobs,
    RunService runService,
    RunExecutor runs,
    Members members,
    UsageService usage,
    UrlFetch fetch,
    SourceOptions options
)
{
    public Task<IngestResult> IngestAsync(
        UserId user,
        string actor,
        IngestOptions request,
        Stream content,
        IProgress<Progress>? progress,
        CancellationToken ct
    ) =>
        IngestAsync(
            user,
            actor,
            request with
            {
                StatedOrigin = Origins.Checked(request.Origin),
            },
            content,
            fetched: null,
            MemberBudget.Whole(options, request.ObservedAt is not null),
            again: false,
            progress,
            ct
        );

    /// <param name="fetched">Request hash of a fetched page; null to hash request and bytes.</param>
    private async Task<IngestResult> IngestAsync(
        UserId user,
        string actor,
        IngestOptions request,
        Stream content,
        string? fetched,
        MemberBudget budget,
        bool again,
        IProgress<Progress>? progress,
        CancellationToken ct
    )
    {
        var limit = budget.IsWhole ? options.MaxBytes : Math.Min(options.MaxBytes, budget.Bytes);
        await using var reservation = usage.Reserve(user, request.IdempotencyKey);
        // A request that was answered before gets its stored answer again, even if its bytes no longer fit the quota.
        var answered = await database.ReadAsync(user, connection => AnsweredAsync(connection, request), ct);
        await using var metered = new MeteredContent(content, reservation, IsAnsweredAsync);
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
                session => RegisterAsync(session, request, blob, mediaType, reservation),
                reservation,
                budget,
                progress,
                ct
            );
        }
        catch (StrataException)
        {
            // A refused request leaves no bytes; those of an earlier source stay.
            await blobs.TakeBackAsync(user, blob);
            throw;
        }
        // Without a key nobody compares it.
        string HashOf(string digest) => fetched ?? (request.IdempotencyKey is null ? "" : IngestHash.Of(request, digest, answered));

        // An earlier attempt thought lost may complete while this one runs, and use up the storage for both.
        async Task<bool> IsAnsweredAsync() =>
            (answered ??= await database.ReadAsync(user, connection => Receipts.KnownAsync(connection, request.IdempotencyKey), ct))
                is not null;

        async Task AdmitAsync(string digest, long size)
        {
            try
            {
                await (answered is null ? usage.AdmitAsync(user, digest, size, reservation, request.Interpret, ct) : Task.CompletedTask);
            }
            catch (StrataException e) when (e.Quota is not null)
            {
                if (!await IsAnsweredAsync())
                {
                    throw;
                }
            }
            if (answered is not null && answered != HashOf(digest))
            {
                throw Receipts.Mismatch(request.IdempotencyKey);
            }
        }
    }

    /// <summary>
    /// Returns the request hash stored with the idempotency key, or null. Refuses invalid requests before their bytes are read.
    /// </summary>
    private async Task<string?> AnsweredAsync(UserConnection connection, IngestOptions request)
    {
        var answered = await Receipts.KnownAsync(connection, request.IdempotencyKey);
        if (
            answered is null
            && request.EntityType is { } type
            && await services.Schemas.CurrentAsync(connection) is { IsEmpty: false } schemas
        )
        {
            schemas.Get(type);
        }
        if (answered is null && request.MediaType is { } said && !MediaTypes.IsWellFormed(said))
        {
            throw new StrataException(ErrorCode.InvalidContent, $"'{said}' is not a media type such as text/csv.");
        }
        return answered;
    }

    /// <summary>Interprets a stored source and its members again, as new runs beside the earlier ones.</summary>
    public async Task<IngestResult> ReinterpretAsync(
        UserId user,
        string actor,
        string sourceId,
        IngestOptions request,
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
            reservation: null,
            MemberBudget.Whole(options),
            progress,
            ct
        );
    }

    /// <summary>Returns why the source can't be interpreted again now; null if its bytes are available.</summary>
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
        IngestOptions request,
        string requestHash,
        bool again,
        Func<LedgerSession, Task<(SourceRecord Source, bool Held)>> register,
        StorageReservation? reservation,
        MemberBudget budget,
        IProgress<Progress>? progress,
        CancellationToken ct
    )
    {
        var interpretation = OptionsOf(request);
        var begun = await BegunAsync(
            user,
            request,
            new RunRequestOptions(again, request.Wait ?? true, actor),
            async (tx, asked) =>
            {
                var session = await LedgerSession.OpenAsync(tx, services);
                if (await Receipts.FindAsync<IngestResult>(session, request.IdempotencyKey, requestHash) is { } known)
                {
                    if (known.Run is null or { Status: RunStatus.Running or RunStatus.Queued })
                    {
                        await session.FlushAsync(); // the run of the receipt may belong to this write group
                    }
                    return known.Run is { Status: RunStatus.Running or RunStatus.Queued } unfinished
                            ? await ContinueAsync(session, known, unfinished, asked)
                        : known is { Run: null, Members: null } && Parsers.For(known.MediaType) is IContainerParser
                            ? new BegunIngestion(await SourceRecords.GetAsync(tx, known.SourceId), known.Deduplicated, known, null)
                            {
                                IsKept = true,
                            }
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
                var (run, turn) = await runService.BeginAsync(session, source, Dated(interpretation, source, request, budget), asked);
                if (turn == RunTurn.Mine && request.IdempotencyKey is null)
                {
                    return new BegunIngestion(source, held, null, run) { IsNew = !held };
                }
                // The receipt is stored before the work is done: a retry after an interruption continues the run and gets the first answer
                // about the source.
                var result = Result(source, held, await RunQueries.ResultAsync(tx, run), session);
                Receipts.Keep(session, request.IdempotencyKey, requestHash, result);
                return new BegunIngestion(source, held, result, turn == RunTurn.Mine ? run : null) { IsNew = !held, IsKept = true };
            },
            ct
        );
        if (reservation is not null)
        {
            await reservation.EndAsync(used: begun.IsNew);
        }
        if (begun is { Source: { } container, Run: null, Result: { Run: null } only })
        {
            return
                await MembersAsync(user, actor, container, run: null, request, begun.Held, budget, again: false, progress, ct) is { } inside
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

    /// <summary>
    /// Sets the observation time of the run if the bytes are stored already with another time than the request gives; the same time changes
    /// nothing.
    /// </summary>
    private static InterpretationOptions Dated(
        InterpretationOptions asked,
        SourceRecord source,
        IngestOptions request,
        MemberBudget budget
    ) =>
        budget.IsDated && request.ObservedAt is { } at && UnixTime.Microseconds(at) != source.ObservedAt
            ? asked with
            {
                ObservedAt = at,
            }
            : asked;

    private Task<MembersResult?> MembersAsync(
        UserId user,
        string actor,
        SourceRecord source,
        RunRecord? run,
        IngestOptions request,
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

    /// <summary>Throws if the run belongs to another attempt by now. Members are written one by one, so each one checks.</summary>
    private async Task ProceedAsync(UserId user, RunRecord run, CancellationToken ct)
    {
        if (!await database.ReadAsync(user, connection => RunQueries.IsCarriedAsync(connection, run), ct))
        {
            throw RunService.Lost(run);
        }
    }

    private Task<IngestResult> CompleteAsync(UserId user, IngestOptions request, IngestResult result, CancellationToken ct) =>
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
        IngestOptions request,
        StoredBlob blob,
        string mediaType,
        StorageReservation reservation
    )
    {
        if (await SourceRecords.FindByDigestAsync(session, blob.Digest) is { } held)
        {
            await (request.Replaces is { } older ? SourceVersions.ReplaceAsync(session, held, older) : Task.CompletedTask);
            return (held, true);
        }
        await session.Usage.TakeStorageAsync(blob.ByteSize, reservation.Id, session.Now);
        var (seq, recordedAt) = session.Next();
        await blobs.AddAsync(session.Transaction, session.Add, blob, recordedAt);
        var observedAt = request.ObservedAt is { } at ? UnixTime.Microseconds(at) : (long?)null;
        var source = SourceRecords.Add(
            session,
            new NewSource(
                blob.Digest,
                blob.ByteSize,
                mediaType,
                request.FileName,
                request.Origin,
                observedAt,
                blob.StorageStatus.Name(),
                request.StatedOrigin
            ),
            seq,
            recordedAt
        );
        await SourceVersions.RecogniseAsync(session, source, PlaceOf(request), PathOf(request));
        await (request.Replaces is { } replaced ? SourceVersions.ReplaceAsync(session, source, replaced) : Task.CompletedTask);
        return (source, false);
    }

    /// <exception cref="StrataException">INVALID_CONTENT: malformed OCR languages.</exception>
    private static InterpretationOptions OptionsOf(IngestOptions request) =>
        new()
        {
            EntityType = request.EntityType,
            DayFirst = request.DayFirst,
            Header = request.Header,
            Charset = CsvParser.CharsetOf(request.MediaType),
            Ocr = request.Ocr ?? request.OcrLanguage is not null,
            Interpreter = request.Interpreter,
            Prompt = Schemas.PromptSyntax.Read(request.Prompt),
            ProjectPrompt = Schemas.PromptSyntax.Read(request.ProjectPrompt),
            Stage = request.Stage ?? request.Interpreter is Interpretation.RecordedInterpreter.Called,
            OcrLanguage = OcrLanguages.Checked(request.Ocr == false ? null : request.OcrLanguage),
        };
}
