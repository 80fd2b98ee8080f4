using Strata.Blobs;
using Strata.Database;
using Strata.Interpretation;
using Strata.Ledger;
using Strata.Parsing;

namespace Strata.Sources;

/// <summary>Takes in bytes: keeps them, makes them a source, and interprets them where asked to.</summary>
internal sealed class Ingestion(
    IDatabase database,
    LedgerServices services,
    BlobStore blobs,
    Runs runs,
    Members members,
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
    ) => IngestAsync(user, actor, request, content, MemberBudget.Whole, progress, ct);

    private async Task<IngestResult> IngestAsync(
        UserId user,
        string actor,
        IngestRequest request,
        Stream content,
        MemberBudget budget,
        IProgress<Progress>? progress,
        CancellationToken ct
    )
    {
        var limit = budget.IsWhole ? options.MaxSourceBytes : Math.Min(options.MaxSourceBytes, budget.Bytes);
        var blob = await blobs.KeepAsync(user, content, limit, progress, ct);
        await using var kept = await blobs.OpenFileAsync(user, blob.Digest, ct);
        var mediaType = MediaTypes.Explain(kept, request.FileName, request.MediaType).MediaType;
        return await InterpretAsync(
            user,
            actor,
            request,
            Receipts.RequestHash("ingest", request, blob.Digest),
            again: false,
            session => RegisterAsync(session, request, blob, mediaType),
            budget,
            progress,
            ct
        );
    }

    /// <summary>Interprets a held source again, as a new run beside the earlier ones.</summary>
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
            Receipts.RequestHash("reinterpret", request, sourceId),
            again: true,
            async session => unreadable is null ? (await SourceRecords.GetAsync(session.Transaction, sourceId), true) : throw unreadable,
            MemberBudget.Whole,
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
        MemberBudget budget,
        IProgress<Progress>? progress,
        CancellationToken ct
    )
    {
        var rules = new RulesOptions { EntityType = request.EntityType, DayFirst = request.DayFirst, Header = request.Header, Ocr = request.Ocr ?? false };
        var begun = await database.WriteAsync(
            user,
            async tx =>
            {
                var session = await LedgerSession.OpenAsync(tx, services);
                if (await Receipts.FindAsync<IngestResult>(session, request.IdempotencyKey, requestHash) is { } known)
                {
                    return new Begun(null, false, known, null);
                }
                if (request.EntityType is { } type)
                {
                    session.Schemas.Get(type);
                }
                var (source, held) = await register(session);
                if (!request.Interpret)
                {
                    var stored = Result(source, held, null);
                    if (Parsers.For(source.MediaType) is IContainerParser)
                    {
                        return new Begun(source, held, stored, null);
                    }
                    Receipts.Keep(session, request.IdempotencyKey, requestHash, stored);
                    return new Begun(source, held, stored, null);
                }
                var (run, mine) = await runs.BeginAsync(session, source, rules, again);
                if (mine)
                {
                    return new Begun(source, held, null, run);
                }
                var result = Result(source, held, await RunQueries.ResultAsync(tx, run));
                Receipts.Keep(session, request.IdempotencyKey, requestHash, result);
                return new Begun(source, held, result, null);
            },
            ct
        );
        Task<MembersResult?> MembersOfAsync(SourceRecord source) =>
            members.TakeInAsync(
                user,
                source,
                request,
                budget,
                (asked, content, inside) => IngestAsync(user, actor, asked, content, inside, progress: null, ct),
                progress,
                ct
            );

        if (begun is { Source: { } container, Run: null, Result: { Run: null } only })
        {
            return await MembersOfAsync(container) is { } inside
                ? await KeepAsync(user, request, requestHash, only with { Members = inside }, ct)
                : only;
        }
        if (begun is not { Source: { } kept, Run: { } started })
        {
            return begun.Result ?? throw new InvalidOperationException("A write that began no run has a result.");
        }
        await using var heartbeat = new RunHeartbeat(database, services.Time, user, started);
        var ended = await runs.CarryAsync(user, actor, kept, started, rules, progress, ct);
        try
        {
            var inside = await MembersOfAsync(kept);
            return await database.WriteAsync(
                user,
                async tx =>
                {
                    var session = await LedgerSession.OpenAsync(tx, services);
                    await session.FlushAsync();
                    var told = await RunQueries.ResultAsync(tx, ended);
                    if (!await RunRecord.UpdateAsync(tx, ended with { Entities = told.EntityCount }))
                    {
                        throw new StrataException(ErrorCode.Conflict, $"Run '{Ids.Run(ended.RunNo)}' was taken over by another worker.");
                    }
                    var result = Result(kept, begun.Held, told) with { Members = inside };
                    Receipts.Keep(session, request.IdempotencyKey, requestHash, result);
                    return result;
                },
                ct
            );
        }
        catch
        {
            await runs.ReleaseAsync(user, ended);
            throw;
        }
    }

    private Task<IngestResult> KeepAsync(UserId user, IngestRequest request, string requestHash, IngestResult result, CancellationToken ct) =>
        database.WriteAsync(
            user,
            async tx =>
            {
                Receipts.Keep(await LedgerSession.OpenAsync(tx, services), request.IdempotencyKey, requestHash, result);
                return result;
            },
            ct
        );

    private async Task<(SourceRecord, bool)> RegisterAsync(
        LedgerSession session,
        IngestRequest request,
        StoredBlob blob,
        string mediaType
    )
    {
        if (await SourceRecords.FindByDigestAsync(session, blob.Digest) is { } held)
        {
            return (held, true);
        }
        var (seq, recordedAt) = session.Next();
        await blobs.AddAsync(session.Transaction, session.Add, blob, recordedAt);
        var observedAt = request.ObservedAt is { } at ? UnixTime.Microseconds(at) : (long?)null;
        var source = SourceRecords.Add(
            session,
            new NewSource(blob.Digest, blob.ByteSize, mediaType, request.FileName, request.Origin, observedAt),
            seq,
            recordedAt
        );
        return (source, false);
    }

    private static IngestResult Result(SourceRecord source, bool held, RunResult? run) =>
        new()
        {
            SourceId = source.SourceId,
            Digest = source.Digest,
            FileName = source.FileName,
            MediaType = source.MediaType,
            ByteSize = source.ByteSize,
            StorageStatus = source.StorageStatus,
            Deduplicated = held,
            Run = run,
        };

    private sealed record Begun(SourceRecord? Source, bool Held, IngestResult? Result, RunRecord? Run);
}
