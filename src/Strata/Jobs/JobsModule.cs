using Strata.Operations;

namespace Strata.Jobs;

/// <summary>Background work: what there is, what became of it, and what is scheduled.</summary>
public static partial class JobsModule
{
    internal static readonly StoredTable[] Tables =
    [
        new(27, "job_pauses", "kind", "kind text, actor text, paused_at integer"),
        new(
            28,
            "job_schedules",
            "name",
            """
            name text, cron text, time_zone text, kind text, payload text, actor text, next_at integer, last_at integer, last_job integer,
            created_at integer
            """
        ),
        StoredTable.LeftOut("jobs", "work under way stays where it is"),
        StoredTable.LeftOut("job_archive", "says what this store's workers did"),
        StoredTable.LeftOut("job_numbers", "jobs are numbered anew"),
    ];

    extension(IStrata strata)
    {
        /// <inheritdoc cref="JobsModule"/>
        public JobsArea Jobs => new(strata);

        /// <inheritdoc cref="JobsModule"/>
        public SchedulesArea Schedules => new(strata);
    }
}

/// <inheritdoc cref="JobsModule"/>
public readonly partial record struct JobsArea(IStrata Strata);

/// <inheritdoc cref="JobsModule"/>
public readonly partial record struct SchedulesArea(IStrata Strata);
