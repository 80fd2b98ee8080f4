using Strata.Operations;

namespace Strata.Jobs;

/// <summary>Background work: what there is, what became of it, and what is scheduled.</summary>
public static partial class JobsModule
{
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
