using System.Text.Json.Nodes;
using Strata.Accounts;
using Strata.Database;
using Strata.Jobs;
using Strata.Ledger;

namespace Strata.Feeds;

/// <summary>Adds, shows, pauses and removes feeds.</summary>
/// <param name="record">Records an administrative action: actor, action, detail as JSON.</param>
internal sealed class FeedService(
    IDatabase database,
    LedgerServices services,
    SecretKey key,
    JobSchedules schedules,
    FeedOptions options,
    Func<UserTransaction, string, string, string, Task> record
)
{
    private readonly FeedPassword _passwords = new(key);

    /// <param name="isLocal">Whether the caller is on the store's machine.</param>
    /// <exception cref="StrataException">
    /// INVALID_CONTENT. FORBIDDEN: what only the store's machine may say. CONFLICT: a feed of that name has another place.
    /// </exception>
    public async Task<FeedView> PutAsync(UserId user, string actor, string name, FeedRequest request, bool isLocal, CancellationToken ct)
    {
        if (
            name.Length is 0 or > FeedLimits.MaxNameLength
            || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
        )
        {
            throw new StrataException(
                ErrorCode.InvalidContent,
                $"A feed's name must have 1 to {FeedLimits.MaxNameLength} of a-z, 0-9 and '-'."
            );
        }
        var settings = FeedSettings.Of(request, isLocal);
        if (settings.Path is { } path && Contains(path, options.StoreFolder))
        {
            throw new StrataException(ErrorCode.InvalidContent, $"'{path}' contains the store itself. Name a folder beside it.");
        }
        var stored = settings.ToJson();
        var origin = Origins.Checked(request.Origin) ?? name;
        await database.WriteAsync(
            user,
            async tx =>
            {
                var earlier = await EarlierAsync(tx, name);
                if (earlier is not null && !FeedSettings.Parse(earlier.Settings).IsSamePlace(settings))
                {
                    throw new StrataException(
                        ErrorCode.Conflict,
                        $"'{name}' is another place. Choose another name, or remove it first: strata feeds remove {name}."
                    );
                }
                var seal = await SealAsync(tx, user, name, stored, settings, request.Password, earlier);
                var cron = request.Cron ?? earlier?.Cron ?? FeedSettings.DefaultCron;
                var zone = request.TimeZone ?? earlier?.TimeZone ?? "UTC";
                if (earlier?.PausedAt is null)
                {
                    await schedules.PutOwnAsync(tx, ScheduleOf(name), cron, zone, FeedJob.Name, FeedJob.PayloadOf(name), actor);
                }
                await tx.ExecuteAsync(
                    """
                    insert into feeds (user_id, name, kind, settings, origin, cron, time_zone, claim, claimed_until, failures, created_at)
                    values (@user, @name, @kind, @stored, @origin, @cron, @zone, 0, 0, 0, @now)
                    on conflict (user_id, name) do update set settings = excluded.settings, origin = excluded.origin,
                        cron = excluded.cron, time_zone = excluded.time_zone, failures = 0
                    """,
                    new
                    {
                        name,
                        kind = settings.Kind.Name(),
                        stored,
                        origin = request.Origin is null && earlier is not null ? earlier.Origin : origin,
                        cron,
                        zone,
                        now = Now,
                    }
                );
                await tx.ExecuteAsync(
                    """
                    insert into feed_seals (user_id, feed, seal) values (@user, @name, @seal)
                    on conflict (user_id, feed) do update set seal = excluded.seal
                    """,
                    new { name, seal }
                );
                await record(tx, actor, "put_feed", Detail(name));
                return 0;
            },
            ct
        );
        return await database.ReadAsync(user, c => GetAsync(c, name), ct);
    }

    public async Task<IReadOnlyList<FeedView>> ListAsync(UserConnection connection)
    {
        var views = new List<FeedView>();
        foreach (
            var feed in await connection.QueryAsync<FeedRow>($"select {FeedRow.Columns} from feeds where user_id = @user order by name")
        )
        {
            views.Add(await ViewAsync(connection, feed));
        }
        return views;
    }

    /// <exception cref="StrataException">SOURCE_NOT_FOUND.</exception>
    public async Task<FeedView> GetAsync(UserConnection connection, string name)
    {
        var view = await ViewAsync(connection, await FeedRow.GetAsync(connection, name));
        var problems = new List<FeedItemView>();
        foreach (var state in new[] { FeedItemState.Failed, FeedItemState.Refused })
        {
            var some = await FeedItems.UntakenAsync(connection, name, state, "", long.MaxValue, FeedLimits.MaxProblems - problems.Count);
            problems.AddRange(some.Select(i => i.View()));
        }
        return view with { Problems = problems };
    }

    /// <exception cref="StrataException">SOURCE_NOT_FOUND.</exception>
    public Task<FeedView> RemoveAsync(UserId user, string actor, string name, CancellationToken ct) =>
        database.WriteAsync(
            user,
            async tx =>
            {
                var removed = await GetAsync(tx, name);
                await schedules.RemoveOwnAsync(tx, ScheduleOf(name));
                await FeedItems.RemoveAllAsync(tx, name);
                await tx.ExecuteAsync("delete from feed_seals where user_id = @user and feed = @name", new { name });
                await tx.ExecuteAsync("delete from feeds where user_id = @user and name = @name", new { name });
                await record(tx, actor, "remove_feed", Detail(name));
                return removed with { NextAt = null };
            },
            ct
        );

    /// <exception cref="StrataException">SOURCE_NOT_FOUND.</exception>
    public Task<FeedView> PauseAsync(UserId user, string actor, string name, bool paused, CancellationToken ct) =>
        database.WriteAsync(
            user,
            async tx =>
            {
                var feed = await FeedRow.GetAsync(tx, name);
                await tx.ExecuteAsync(
                    "update feeds set paused_at = @pausedAt, failures = 0 where user_id = @user and name = @name",
                    new { name, pausedAt = paused ? feed.PausedAt ?? Now : (long?)null }
                );
                await (
                    paused
                        ? schedules.RemoveOwnAsync(tx, ScheduleOf(name))
                        : schedules.PutOwnAsync(
                            tx,
                            ScheduleOf(name),
                            feed.Cron,
                            feed.TimeZone,
                            FeedJob.Name,
                            FeedJob.PayloadOf(name),
                            actor
                        )
                );
                await record(tx, actor, paused ? "pause_feed" : "resume_feed", Detail(name));
                return await GetAsync(tx, name);
            },
            ct
        );

    private long Now => UnixTime.Microseconds(services.Time.GetUtcNow());

    private static async Task<FeedRow?> EarlierAsync(UserTransaction tx, string name)
    {
        var feeds = await tx.QueryAsync<FeedRow>($"select {FeedRow.Columns} from feeds where user_id = @user");
        var earlier = feeds.FirstOrDefault(f => f.Name == name);
        return earlier is not null || feeds.Count < FeedLimits.MaxFeeds
            ? earlier
            : throw new StrataException(
                ErrorCode.Conflict,
                $"The user already has {feeds.Count} feeds; the limit is {FeedLimits.MaxFeeds}."
            );
    }

    /// <summary>Seals the given password, or the one that is stored already.</summary>
    private async Task<byte[]> SealAsync(
        UserTransaction tx,
        UserId user,
        string name,
        string stored,
        FeedSettings settings,
        string? password,
        FeedRow? earlier
    )
    {
        var isStored = settings is { Kind: FeedKind.Mailbox, PasswordFile: null, PasswordEnv: null };
        if (isStored && password is null && earlier is not null)
        {
            password = _passwords.Open(user, name, earlier.Settings, await FeedPassword.SealOfAsync(tx, name));
        }
        return isStored && string.IsNullOrEmpty(password)
            ? throw new StrataException(ErrorCode.InvalidContent, "A mailbox needs its password, or where that is.")
            : _passwords.Seal(user, name, stored, isStored ? password : null);
    }

    private async Task<FeedView> ViewAsync(UserConnection connection, FeedRow feed)
    {
        var next = await connection.QueryFirstOrDefaultAsync<long?>(
            "select next_at from job_schedules where user_id = @user and name = @schedule",
            new { schedule = ScheduleOf(feed.Name) }
        );
        return feed.View(Now, feed.PausedAt is null ? next : null, await FeedItems.CountAsync(connection, feed.Name));
    }

    private static bool Contains(string folder, string other)
    {
        var full = Path.GetFullPath(other) + Path.DirectorySeparatorChar;
        return full.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            || (folder + Path.DirectorySeparatorChar).StartsWith(full, StringComparison.Ordinal);
    }

    private static string ScheduleOf(string feed) => JobSchedules.OwnPrefix + feed;

    private static string Detail(string feed) => new JsonObject { ["feed"] = feed }.ToJsonString();
}
