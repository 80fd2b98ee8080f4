using System.Text.Json.Nodes;
using Strata.Database;

namespace Strata.Jobs;

/// <summary>Recurring jobs: which there are. A recovery step fires them.</summary>
/// <param name="askedFor">Returns the handler of a schedulable kind.</param>
internal sealed class JobSchedules(IDatabase database, TimeProvider time, JobAudit audit, Func<string, IJobHandler> askedFor)
{
    /// <summary>Actor of the store's own schedules: <c>strata</c>, as for decisions.</summary>
    public const string Own = "strata";

    /// <summary>Begins the names of schedules that belong to feeds.</summary>
    public const string OwnPrefix = "feed.";

    private const int MaxName = 60;
    private const int MaxOfAUser = 100;

    /// <summary>
    /// Next time of a standing schedule that was removed: its row stays, so that it is not created again. Programs that don't know this
    /// show a time in the year 9999.
    /// </summary>
    private static readonly long Never = UnixTime.Microseconds(new DateTimeOffset(9999, 12, 31, 0, 0, 0, TimeSpan.Zero));

    /// <summary>Names of the schedules that the store creates for every user.</summary>
    public IReadOnlyList<string> Standing { get; set; } = [];

    /// <summary>Creates a schedule, or replaces the one of that name.</summary>
    /// <exception cref="StrataException">INVALID_CONTENT; errors of <see cref="IJobHandler.CheckAsync"/>.</exception>
    public async Task<JobScheduleView> PutAsync(UserId user, string actor, string name, JobScheduleRequest request, CancellationToken ct)
    {
        if (name.Length is 0 or > MaxName || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
        {
            throw new StrataException(
                ErrorCode.InvalidContent,
                $"A schedule's name must have 1 to {MaxName} of A-Z, a-z, 0-9, '-', '_' and '.'."
            );
        }
        if (name.StartsWith(OwnPrefix, StringComparison.Ordinal))
        {
            throw new StrataException(ErrorCode.InvalidContent, $"Names with '{OwnPrefix}' are kept for feeds: strata feeds add.");
        }
        var handler = askedFor(request.Kind);
        var payload = handler.PayloadOf(request.Options);
        var now = UnixTime.Microseconds(time.GetUtcNow());
        var next = ScheduleTime.Next(request.Cron, request.TimeZone, time.GetUtcNow());
        await database.WriteAsync(
            user,
            async tx =>
            {
                await handler.CheckAsync(tx, payload);
                var others = await tx.QueryFirstOrDefaultAsync<long>(
                    "select count(*) from job_schedules where user_id = @user and name <> @name and next_at < @never",
                    new { name, never = Never }
                );
                if (others >= MaxOfAUser)
                {
                    throw new StrataException(ErrorCode.Conflict, $"The user already has {others} schedules; the limit is {MaxOfAUser}.");
                }
                await audit.RecordAsync(tx, actor, "put_schedule", Told(name, request));
                return await tx.ExecuteAsync(
                    """
                    insert into job_schedules (user_id, name, cron, time_zone, kind, payload, actor, next_at, created_at)
                    values (@user, @name, @cron, @zone, @kind, @payload, @actor, @next, @now)
                    on conflict (user_id, name) do update set cron = excluded.cron, time_zone = excluded.time_zone, kind = excluded.kind,
                        payload = excluded.payload, actor = excluded.actor, next_at = excluded.next_at
                    """,
                    new
                    {
                        name,
                        cron = request.Cron,
                        zone = request.TimeZone,
                        kind = request.Kind,
                        payload,
                        actor,
                        next,
                        now,
                    }
                );
            },
            ct
        );
        return (await ListAsync(user, ct)).First(s => s.Name == name);
    }

    /// <summary>Returns the detail for the audit log, since a later schedule of that name replaces this one.</summary>
    private static JsonObject Told(string name, JobScheduleRequest request)
    {
        var detail = new JsonObject
        {
            ["schedule"] = name,
            ["cron"] = request.Cron,
            ["time_zone"] = request.TimeZone,
            ["kind"] = request.Kind,
        };
        if (request.Options is { ValueKind: JsonValueKind.Object } options)
        {
            detail["options"] = JsonObject.Create(options);
        }
        return detail;
    }

    /// <summary>
    /// Creates one of the store's own schedules, unless the user has one of that name or has removed it; returns how many it created.
    /// </summary>
    /// <param name="delay">Delay until it may first fire.</param>
    public Task<int> EnsureAsync(UserId user, string name, JobScheduleRequest request, TimeSpan delay, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var next = ScheduleTime.Next(request.Cron, request.TimeZone, now + delay);
        return database.WriteAsync(
            user,
            tx =>
                tx.ExecuteAsync(
                    """
                    insert into job_schedules (user_id, name, cron, time_zone, kind, payload, actor, next_at, created_at)
                    values (@user, @name, @cron, @zone, @kind, '{}', @actor, @next, @now)
                    on conflict (user_id, name) do nothing
                    """,
                    new
                    {
                        name,
                        cron = request.Cron,
                        zone = request.TimeZone,
                        kind = request.Kind,
                        actor = Own,
                        next,
                        now = UnixTime.Microseconds(now),
                    }
                ),
            ct
        );
    }

    /// <summary>Creates or replaces the schedule of what another module owns, in its transaction.</summary>
    /// <exception cref="StrataException">INVALID_CONTENT: the times are none.</exception>
    public Task<int> PutOwnAsync(UserTransaction tx, string name, string cron, string zone, string kind, string payload, string actor)
    {
        var now = time.GetUtcNow();
        return tx.ExecuteAsync(
            """
            insert into job_schedules (user_id, name, cron, time_zone, kind, payload, actor, next_at, created_at)
            values (@user, @name, @cron, @zone, @kind, @payload, @actor, @next, @now)
            on conflict (user_id, name) do update set cron = excluded.cron, time_zone = excluded.time_zone, kind = excluded.kind,
                payload = excluded.payload, actor = excluded.actor, next_at = excluded.next_at
            """,
            new
            {
                name,
                cron,
                zone,
                kind,
                payload,
                actor,
                next = ScheduleTime.Next(cron, zone, now),
                now = UnixTime.Microseconds(now),
            }
        );
    }

    public Task<int> RemoveOwnAsync(UserTransaction tx, string name) =>
        tx.ExecuteAsync("delete from job_schedules where user_id = @user and name = @name", new { name });

    public async Task<IReadOnlyList<JobScheduleView>> ListAsync(UserId user, CancellationToken ct) =>
        await database.ReadAsync(user, async connection => (
                    await connection.QueryAsync<Row>(
                        """
                        select name, cron, time_zone, kind, payload, next_at, last_at, last_job from job_schedules
                        where user_id = @user and next_at < @never order by name
                        """,
                        new { never = Never }
                    )
                ).Select(r => r.View()).ToList(), ct);

    /// <exception cref="StrataException">SOURCE_NOT_FOUND.</exception>
    public async Task<JobScheduleView> RemoveAsync(UserId user, string actor, string name, CancellationToken ct)
    {
        var known = (await ListAsync(user, ct)).FirstOrDefault(s => s.Name == name);
        var removed = await database.WriteAsync(
            user,
            async tx =>
            {
                var gone = await tx.ExecuteAsync(
                    Standing.Contains(name, StringComparer.Ordinal)
                        ? "update job_schedules set next_at = @never, actor = @actor where user_id = @user and name = @name and next_at < @never"
                        : "delete from job_schedules where user_id = @user and name = @name",
                    new
                    {
                        name,
                        actor,
                        never = Never,
                    }
                );
                if (gone == 1)
                {
                    await audit.RecordAsync(tx, actor, "remove_schedule", "schedule", name);
                }
                return gone;
            },
            ct
        );
        return removed == 1 && known is not null
            ? known
            : throw new StrataException(ErrorCode.SourceNotFound, $"There is no schedule '{name}'.");
    }

    private sealed record Row(
        string Name,
        string Cron,
        string TimeZone,
        string Kind,
        string Payload,
        long NextAt,
        long? LastAt,
        long? LastJob
    )
    {
        public JobScheduleView View() =>
            new()
            {
                Name = Name,
                Cron = Cron,
                TimeZone = TimeZone,
                Kind = Kind,
                Options = Payload == "{}" ? null : JsonElement.Parse(Payload),
                NextAt = UnixTime.Time(NextAt),
                LastAt = UnixTime.Time(LastAt),
                LastJobId = LastJob is { } job ? Ids.Job(job) : null,
            };
    }
}
