namespace Strata.Jobs;

/// <summary>A unit of background work.</summary>
public sealed record JobView
{
    public required string JobId { get; init; }
    public required string Kind { get; init; }

    /// <summary>ready, running, waiting (for run_at), done, dead (given up, can be retried), cancelled.</summary>
    public required JobState State { get; init; }

    /// <summary>At most one unfinished job may have this key.</summary>
    public string? Key { get; init; }

    /// <summary>Who requested it.</summary>
    public string? Actor { get; init; }

    /// <summary>Number of claims.</summary>
    public required int Attempt { get; init; }
    public required int MaxAttempts { get; init; }
    public required DateTimeOffset EnqueuedAt { get; init; }
    public required DateTimeOffset RunAt { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Current or last worker.</summary>
    public string? Worker { get; init; }

    /// <summary>Time until which the worker is considered alive.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }
    public required JsonElement Payload { get; init; }
    public JsonElement? Result { get; init; }

    /// <summary>Errors by attempt: the first and the latest 19.</summary>
    public IReadOnlyList<JobErrorView> Errors { get; init; } = [];
}

/// <summary>A job and its user, for the store's administrator.</summary>
public sealed record UserJob(string UserId, JobView Job);

/// <param name="Left">Jobs still dead: another did or is doing their work, somebody was faster, or a quota is used up.</param>
public sealed record JobsRetried(int Retried, int Left);

public sealed record JobErrorView(int Attempt, DateTimeOffset At, JobErrorClass Class, string Message);

/// <summary>Work to be done by a worker.</summary>
public sealed record JobRequest
{
    /// <summary>A kind that can be started, such as verify, archive, duplicates or sweep.</summary>
    public required string Kind { get; init; }

    /// <summary>
    /// For duplicates the options of finding them, for sweep those of sweeping; a sweep deletes unless <c>delete</c> is false.
    /// </summary>
    public JsonElement? Options { get; init; }
}

/// <summary>Paused kinds of jobs; <c>*</c> stands for all.</summary>
public sealed record JobPauses(IReadOnlyList<string> Kinds);

/// <summary>A recurring job.</summary>
public sealed record JobScheduleView
{
    public required string Name { get; init; }

    /// <summary>minute hour day month weekday, as in crontab(5).</summary>
    public required string Cron { get; init; }

    /// <summary>IANA name, such as Europe/Berlin.</summary>
    public required string TimeZone { get; init; }
    public required string Kind { get; init; }

    /// <summary>Null if none were given.</summary>
    public JsonElement? Options { get; init; }
    public required DateTimeOffset NextAt { get; init; }
    public DateTimeOffset? LastAt { get; init; }
    public string? LastJobId { get; init; }
}

public sealed record JobScheduleRequest
{
    public required string Cron { get; init; }
    public required string Kind { get; init; }
    public string TimeZone { get; set; } = "UTC";

    /// <summary>As in <see cref="JobRequest"/>.</summary>
    public JsonElement? Options { get; init; }
}
