using Strata.Accounts;
using Strata.Database;
using Strata.Ledger;
using Strata.Sources;

namespace Strata.Feeds;

/// <summary>Runs a feed: looks at its place, and takes in what is new.</summary>
internal sealed class FeedRunner(IDatabase database, LedgerServices services, SecretKey key, Ingestion ingestion, FeedOptions options)
{
    private const int Untaken = 500;

    private readonly FeedPassword _passwords = new(key);

    /// <param name="retry">Whether to try what failed or was refused again now.</param>
    /// <exception cref="StrataException">SOURCE_NOT_FOUND. CONFLICT: it is being fetched already.</exception>
    public async Task<FeedReport> RunAsync(
        UserId user,
        string actor,
        string name,
        bool retry,
        IProgress<Progress>? progress,
        CancellationToken ct
    )
    {
        await using var claim = await FeedClaim.TakeAsync(database, user, name, services.Time, ct);
        var (feed, seal) = await database.ReadAsync(
            user,
            async c => (await FeedRow.GetAsync(c, name), await FeedPassword.SealOfAsync(c, name)),
            ct
        );
        var intake = new FeedIntake(database, ingestion, options, services.Time, claim, user, actor, feed, retry, progress);
        string? error = "It was stopped.";
        try
        {
            error = await TakeAsync(user, feed, seal, intake, retry, claim);
            return intake.Report(error);
        }
        catch (Exception e) when (Reason(e) is { } reason && !claim.Work.IsCancellationRequested)
        {
            error = reason;
            return intake.Report(error);
        }
        finally
        {
            await claim.EndAsync(error);
        }
    }

    /// <summary>Returns what could not be looked at; null if everything was.</summary>
    private async Task<string?> TakeAsync(UserId user, FeedRow feed, byte[]? seal, FeedIntake intake, bool retry, FeedClaim claim)
    {
        var ct = claim.Work;
        var settings = FeedSettings.Parse(feed.Settings);
        var stored = _passwords.Open(user, feed.Name, feed.Settings, seal);
        await using var place = await PlaceAsync(user, feed.Name, settings, stored, retry, ct);
        await foreach (var page in place.ListAsync(ct))
        {
            await intake.TakeAsync(page, ct);
        }
        await intake.TakeYoungAsync(ct);
        await ForgetGoneAsync(user, feed.Name, place, claim);
        return place.Unseen is [var first, ..] unseen ? first + (unseen.Count > 1 ? $" So did {unseen.Count - 1} more." : "") : null;
    }

    private async Task<IFeedPlace> PlaceAsync(
        UserId user,
        string feed,
        FeedSettings settings,
        string? stored,
        bool retry,
        CancellationToken ct
    )
    {
        if (settings.Path is { } path)
        {
            return new FolderPlace(path);
        }
        var password = await FeedPassword.OfAsync(settings, stored, ct);
        var connection = await MailboxConnection.OpenAsync(settings, password, options.Sources, ct);
        var due = retry ? long.MaxValue : UnixTime.Microseconds(services.Time.GetUtcNow());
        return new MailboxPlace(
            connection,
            prefix => database.ReadAsync(user, c => FeedItems.LastAsync(c, feed, prefix), ct),
            after => database.ReadAsync(user, c => DueAsync(c, feed, after, due, retry), ct)
        );
    }

    private static async Task<IReadOnlyList<FeedItem>> DueAsync(UserConnection connection, string feed, string after, long due, bool retry)
    {
        var failed = await FeedItems.UntakenAsync(connection, feed, FeedItemState.Failed, after, due, Untaken);
        var refused = retry ? await FeedItems.UntakenAsync(connection, feed, FeedItemState.Refused, after, due, Untaken) : [];
        return [.. failed.Concat(refused).OrderBy(i => i.ItemKey, StringComparer.Ordinal).Take(Untaken)];
    }

    private async Task ForgetGoneAsync(UserId user, string feed, IFeedPlace place, FeedClaim claim)
    {
        foreach (var state in new[] { FeedItemState.Waiting, FeedItemState.Failed, FeedItemState.Refused })
        {
            var after = "";
            while (await PageAsync(state, after) is [.., { ItemKey: var end }] page)
            {
                after = end;
                if (page.Where(place.IsGone).Select(i => i.ItemKey).ToList() is { Count: > 0 } gone)
                {
                    await claim.WriteAsync(tx => FeedItems.RemoveAsync(tx, feed, gone), claim.Work);
                }
            }
        }

        Task<IReadOnlyList<FeedItem>> PageAsync(FeedItemState state, string after) =>
            database.ReadAsync(user, c => FeedItems.UntakenAsync(c, feed, state, after, long.MaxValue, Untaken), claim.Work);
    }

    /// <summary>Why a run ended early, if that is the place's or the store's state and not a fault of this program.</summary>
    private static string? Reason(Exception e) =>
        e switch
        {
            StrataException known => known.Message,
            FeedPlaceLostException lost => lost.Message,
            MailKit.CommandException command => $"The server refused a command: {command.Message}",
            IOException or UnauthorizedAccessException => e.Message,
            _ => DatabaseFailure.Of(e)?.Message,
        };
}
