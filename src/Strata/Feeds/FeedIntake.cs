using Strata.Database;
using Strata.Jobs;
using Strata.Runs;
using Strata.Sources;

namespace Strata.Feeds;

/// <summary>Takes in the entries of one run of a feed, and remembers what became of each.</summary>
internal sealed class FeedIntake(
    IDatabase database,
    Ingestion ingestion,
    FeedOptions options,
    TimeProvider time,
    FeedClaim claim,
    UserId user,
    string actor,
    FeedRow feed,
    bool retry,
    IProgress<Progress>? progress
)
{
    private readonly List<FeedEntry> _young = [];
    private readonly List<FeedItemView> _problems = [];
    private long _taken;
    private long _known;
    private long _unread;
    private long _unchanged;
    private long _waiting;
    private long _failed;
    private long _refused;
    private long _seen;

    public FeedReport Report(string? error) =>
        new()
        {
            Name = feed.Name,
            Taken = _taken,
            Known = _known,
            Unread = _unread,
            Unchanged = _unchanged,
            Waiting = _waiting,
            Failed = _failed,
            Refused = _refused,
            Error = error,
            Problems = _problems,
        };

    public async Task TakeAsync(IReadOnlyList<FeedEntry> page, CancellationToken ct)
    {
        var keys = page.Select(e => e.Key).ToList();
        var known = (await database.ReadAsync(user, c => FeedItems.FindAsync(c, feed.Name, keys), ct)).ToDictionary(
            i => i.ItemKey,
            StringComparer.Ordinal
        );
        foreach (var entry in page)
        {
            await TakeAsync(entry, known.GetValueOrDefault(entry.Key), wait: true, ct);
        }
    }

    /// <summary>Looks again at files that were still new, once they had the time to settle.</summary>
    public async Task TakeYoungAsync(CancellationToken ct)
    {
        if (_young.Count == 0)
        {
            return;
        }
        await Task.Delay(options.Settle, time, ct);
        foreach (var entry in _young)
        {
            var item = await database.ReadAsync(user, c => FeedItems.FindAsync(c, feed.Name, [entry.Key]), ct);
            if (entry.Again() is { } now)
            {
                await TakeAsync(now, item is [var known, ..] ? known : null, wait: false, ct);
            }
        }
    }

    private async Task TakeAsync(FeedEntry entry, FeedItem? item, bool wait, CancellationToken ct)
    {
        var isSame = item is not null && item.ByteSize == entry.ByteSize && item.ChangedAt == entry.ChangedAt;
        var now = UnixTime.Microseconds(time.GetUtcNow());
        if (isSame && item is { Status: FeedItemState.Taken })
        {
            _unchanged++;
            return;
        }
        if (isSame && !retry && item is { Status: FeedItemState.Refused or FeedItemState.Failed } && (item.RetryAt ?? long.MaxValue) > now)
        {
            Count(item);
            return;
        }
        if (entry.IsWritten && !IsSettled(entry, isSame ? item : null, now))
        {
            await WaitAsync(entry, isSame ? item : null, now, wait, ct);
            return;
        }
        progress?.Report(new Progress(entry.Label, _seen++, Total: null));
        if (
            item is null
            && entry.Message is { } message
            && await database.ReadAsync(user, c => FeedItems.TakenAsync(c, feed.Name, message), ct) is { } digest
        )
        {
            // The mailbox was numbered anew.
            _known++;
            await PutAsync(Taken(entry, digest), ct);
            return;
        }
        await IngestAsync(entry, isSame ? item : null, ct);
    }

    private bool IsSettled(FeedEntry entry, FeedItem? unchanged, long now)
    {
        var settle = (long)options.Settle.TotalMicroseconds;
        return entry.ChangedAt <= now - settle
            || (unchanged is { Status: FeedItemState.Waiting } && unchanged.SeenAt <= now - settle)
            // Seen before in another state: it was settled then.
            || unchanged is { Status: FeedItemState.Failed or FeedItemState.Refused };
    }

    private async Task WaitAsync(FeedEntry entry, FeedItem? unchanged, long now, bool wait, CancellationToken ct)
    {
        if (unchanged is null)
        {
            await PutAsync(
                new(
                    entry.Key,
                    (long)FeedItemState.Waiting,
                    entry.Label,
                    entry.ByteSize,
                    entry.ChangedAt,
                    null,
                    null,
                    0,
                    null,
                    null,
                    null,
                    now
                ),
                ct
            );
        }
        // A clock that differs makes a file look new for long; the next run knows that it has not changed.
        if (wait && Math.Abs(now - entry.ChangedAt) <= options.Settle.TotalMicroseconds)
        {
            _young.Add(entry);
            return;
        }
        _waiting++;
    }

    private async Task IngestAsync(FeedEntry entry, FeedItem? earlier, CancellationToken ct)
    {
        try
        {
            FeedLimits.CheckSize(entry, options.Sources);
            await using var content = await entry.OpenAsync(ct);
            var result = await ingestion.IngestAsync(user, actor, Request(entry), content, progress: null, ct);
            (_taken, _known) = result.Deduplicated ? (_taken, _known + 1) : (_taken + 1, _known);
            _unread += result.Run is { Status: RunStatus.Failed or RunStatus.Partial } ? 1 : 0;
            await PutAsync(Taken(entry, result.Digest), ct);
        }
        catch (StrataException e) when (!claim.Work.IsCancellationRequested)
        {
            await FailAsync(entry, earlier, e.Code, e.Message, ct);
            if (e.Quota is not null || e.Code == ErrorCode.UploadQueueFull)
            {
                throw; // the next ones would fail alike
            }
        }
        catch (FeedPlaceLostException e)
        {
            await FailAsync(entry, earlier, ErrorCode.StoragePending, e.Message, ct);
            throw;
        }
        catch (Exception e) when (IsOfOneEntry(e) && !claim.Work.IsCancellationRequested)
        {
            await FailAsync(entry, earlier, ErrorCode.StoragePending, JobFailure.Reason(e), ct);
        }
    }

    private IngestOptions Request(FeedEntry entry) =>
        new()
        {
            FileName = entry.FileName,
            OriginPath = entry.Key,
            MediaType = entry.MediaType,
            Origin = feed.Origin,
            ObservedAt = UnixTime.Time(entry.ChangedAt),
        };

    private async Task FailAsync(FeedEntry entry, FeedItem? earlier, ErrorCode code, string reason, CancellationToken ct)
    {
        var attempts = (earlier?.Attempts ?? 0) + 1;
        var now = time.GetUtcNow();
        var passes = FeedRetry.Passes(code);
        var item = new FeedItem(
            entry.Key,
            (long)(passes ? FeedItemState.Failed : FeedItemState.Refused),
            entry.Label,
            entry.ByteSize,
            entry.ChangedAt,
            entry.Message,
            Digest: null,
            attempts,
            passes ? UnixTime.Microseconds(now + FeedRetry.OfEntry.Ceiling(attempts)) : null,
            code.Name(),
            reason.Length > 500 ? reason[..500] + "…" : reason,
            UnixTime.Microseconds(now)
        );
        await PutAsync(item, ct);
        Count(item);
    }

    private void Count(FeedItem item)
    {
        (_failed, _refused) = item.Status == FeedItemState.Failed ? (_failed + 1, _refused) : (_failed, _refused + 1);
        if (_problems.Count < FeedLimits.MaxProblems)
        {
            _problems.Add(item.View());
        }
    }

    /// <summary>Without its name, which is in the source: what is erased there must not stay here.</summary>
    private FeedItem Taken(FeedEntry entry, string digest) =>
        new(
            entry.Key,
            (long)FeedItemState.Taken,
            Label: null,
            entry.ByteSize,
            entry.ChangedAt,
            entry.Message,
            digest,
            Attempts: 0,
            RetryAt: null,
            Code: null,
            Reason: null,
            UnixTime.Microseconds(time.GetUtcNow())
        );

    private Task<int> PutAsync(FeedItem item, CancellationToken ct) => claim.WriteAsync(tx => FeedItems.PutAsync(tx, feed.Name, item), ct);

    private static bool IsOfOneEntry(Exception e) =>
        e is IOException or UnauthorizedAccessException or MailKit.CommandException or MailKit.MessageNotFoundException
        || (DatabaseFailure.Of(e) is null && SourceFault.IsOfHandling(e));
}
