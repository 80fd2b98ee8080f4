using Strata.Blobs;
using Strata.Blobs.Backends;
using Strata.Database;
using Strata.Documents;
using Strata.Jobs;
using Strata.Ledger;
using Strata.Runs;

namespace Strata.Sources;

/// <summary>
/// Ingests the members of a container (a ZIP, a mail) as sources of their own, linked to it. Members already stored are only linked, so a
/// repetition changes nothing; a member that fails is reported and does not stop the others.
/// </summary>
internal sealed class Members(IDatabase database, LedgerServices services, BlobStore blobs)
{
    private const int Shown = 100;

    /// <summary>Ingests the members; null if the source is no container.</summary>
    /// <param name="ingest">Ingests one member.</param>
    /// <param name="proceed">Throws CONFLICT if the container's run was cancelled or belongs to another attempt.</param>
    /// <param name="begunAt">
    /// Ledger position at the start of the container's run: sources added later come from an earlier attempt at it.
    /// </param>
    public async Task<MembersResult?> TakeInAsync(
        UserId user,
        SourceRecord parent,
        IngestOptions request,
        MemberBudget budget,
        Func<IngestOptions, Stream, MemberBudget, Task<IngestResult>> ingest,
        Func<Task> proceed,
        long? begunAt,
        IProgress<Progress>? progress,
        CancellationToken ct
    )
    {
        if (Parsers.For(parent.MediaType) is not IContainerParser parser)
        {
            return null;
        }
        var (done, empty, failed) = (new List<MemberResult>(), new List<MemberResult>(), new List<MemberResult>());
        long entities = 0;
        var met = new HashSet<string>(StringComparer.Ordinal);
        var dates = await MailDates.OfAsync(database, user, parent, ct);
        await using var source = await blobs.OpenFileAsync(user, parent.Digest, ct);
        using var members = parser.Members(source, parent.FileName, ParseBudget.Default).GetEnumerator();
        while (Next(members, failed))
        {
            var member = members.Current;
            ct.ThrowIfCancellationRequested();
            await proceed();
            if (budget.TakeOrLimit() is { } limit)
            {
                failed.Add(Failed(member, limit));
                return Result(done, empty, failed, entities) with { Limit = limit };
            }
            try
            {
                var taken = await TakeInAsync(user, parent, request, member, dates.Of(member.Path), budget, ingest, ct);
                entities += (taken.Run?.EntityCount ?? 0) + (taken.Members?.EntityCount ?? 0);
                var held =
                    taken.Deduplicated && !(met.Add(taken.SourceId) && await IsOfAnEarlierAttemptAsync(user, taken.SourceId, begunAt, ct));
                (IsIncomplete(taken) ? failed : done).Add(Of(member, taken with { Deduplicated = held }));
                met.Add(taken.SourceId);
            }
            catch (StrataException e) when (string.Equals(e.Message, StagedFile.Empty, StringComparison.Ordinal))
            {
                // An empty member loses no content, but the answer and the run list it.
                empty.Add(Failed(member, $"{e.Code.Name()}: {e.Message}"));
            }
            catch (Exception e)
                when ((e is StrataException or IOException || SourceFault.IsOfHandling(e)) && !(budget.IsOfJob && EndsAttempt(e)))
            {
                failed.Add(Failed(member, Reason(e)));
            }
            progress?.Report(new Progress("members", done.Count + empty.Count + failed.Count, null, "members"));
        }
        return Result(done, empty, failed, entities);
    }

    /// <summary>Whether an interrupted attempt at this run added the source; the answer then shows it as new.</summary>
    private async Task<bool> IsOfAnEarlierAttemptAsync(UserId user, string sourceId, long? begunAt, CancellationToken ct) =>
        begunAt is { } from && (await database.ReadAsync(user, c => SourceRecords.GetAsync(c, sourceId), ct)).SourceNo > from;

    private async Task<IngestResult> TakeInAsync(
        UserId user,
        SourceRecord parent,
        IngestOptions request,
        SourceMember member,
        DateTimeOffset? date,
        MemberBudget budget,
        Func<IngestOptions, Stream, MemberBudget, Task<IngestResult>> ingest,
        CancellationToken ct
    )
    {
        await using var content = member.Open();
        var asked = new IngestOptions
        {
            FileName = member.FileName,
            ContentType = member.MediaType,
            Origin = SourceLinks.RelationOf(parent),
            StatedOrigin = parent.Origin == parent.IdOrigin ? parent.IdOrigin : null,
            ObservedAt = date ?? (budget.IsDated ? request.ObservedAt : null) ?? UnixTime.Time(parent.ObservedAt),
            Interpret = request.Interpret,
            EntityType = request.EntityType,
            DayFirst = request.DayFirst,
            Header = request.Header,
            Ocr = request.Ocr,
            OcrLanguage = request.OcrLanguage,
        };
        var taken = await ingest(asked, content, budget.Inside());
        budget.Spend(taken.ByteSize);
        await database.WriteAsync(user, tx => SourceLinks.AddAsync(tx, services, parent, member.Path, taken.SourceId), ct);
        return taken;
    }

    // A container damaged half-way has no further members.
    private static bool Next(IEnumerator<SourceMember> members, List<MemberResult> failed)
    {
        try
        {
            return members.MoveNext();
        }
        catch (Exception e) when (e is IOException || SourceFault.IsOfHandling(e))
        {
            failed.Add(new MemberResult { Path = "", Error = Reason(e) });
            return false;
        }
    }

    private static string Reason(Exception e) =>
        e is StrataException { Code: var code }
            ? $"{code.Name()}: {e.Message}"
            : $"{ErrorCode.InvalidContent.Name()}: {LimitText.Of(SourceFault.Of(e))}";

    /// <summary>
    /// Whether an error ends a job's attempt, to be retried or as it lost the run; the next attempt reads the member again.
    /// </summary>
    private static bool EndsAttempt(Exception e) =>
        e is StrataException { Code: ErrorCode.Conflict }
        || JobFailure.Of(e) is JobOutcome.Postponed or JobOutcome.Cut or JobOutcome.RetryAfter;

    /// <summary>Whether a member, or any of its own members, could not be read; for a container stored before, its run says so.</summary>
    private static bool IsIncomplete(IngestResult taken) =>
        taken.Run is { Status: RunStatus.Failed }
        || taken.Members is { FailedCount: > 0 }
        || (taken.Run is { Status: RunStatus.Partial } && Parsers.For(taken.MediaType) is IContainerParser);

    private static MemberResult Failed(SourceMember member, string reason) =>
        new()
        {
            Path = member.Path,
            FileName = member.FileName,
            Error = reason,
        };

    private static MemberResult Of(SourceMember member, IngestResult taken) =>
        new()
        {
            Path = member.Path,
            FileName = member.FileName,
            SourceId = taken.SourceId,
            MediaType = taken.MediaType,
            Deduplicated = taken.Deduplicated,
            RunStatus = taken.Run?.Status,
            EntityCount = taken.Run?.EntityCount ?? 0,
            Error = ErrorOf(taken),
        };

    private static string? ErrorOf(IngestResult taken) =>
        taken.Run is not { Status: RunStatus.Failed } && RunEnd.ErrorsOf(taken.Members) is [var inside, ..] ? inside
        : taken.Run is { Errors: [var first, ..] } ? first
        : null;

    private static MembersResult Result(List<MemberResult> done, List<MemberResult> empty, List<MemberResult> failed, long entities) =>
        new()
        {
            Count = done.Count + empty.Count + failed.Count,
            FailedCount = failed.Count,
            EmptyCount = empty.Count,
            EntityCount = entities,
            Items = [.. failed.Concat(empty).Concat(done).Take(Shown)],
        };
}
