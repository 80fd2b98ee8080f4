using Strata.Ledger;

namespace Strata.Runs;

/// <summary>Options of a run request.</summary>
/// <param name="Again">Whether to interpret even if a run of the same configuration has ended.</param>
/// <param name="Wait">Whether the caller executes the run; else it is enqueued for a worker.</param>
/// <param name="Actor">The requester, recorded as actor of the run's observations.</param>
internal readonly record struct RunRequestOptions(bool Again, bool Wait, string Actor);

/// <param name="Turn">Who executes the run.</param>
internal readonly record struct BegunRun(RunRecord Run, RunTurn Turn);

internal enum RunTurn
{
    /// <summary>The caller executes the run.</summary>
    Mine,

    /// <summary>A worker or another caller executes the run.</summary>
    Anothers,

    /// <summary>The run has ended.</summary>
    Ended,
}
