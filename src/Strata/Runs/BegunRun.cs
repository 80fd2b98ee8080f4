using Strata.Ledger;

namespace Strata.Runs;

/// <summary>How a run is asked for.</summary>
/// <param name="Again">Whether to interpret even where a run of the same configuration has ended.</param>
/// <param name="Wait">Whether the caller carries the run; else it is lined up for a worker.</param>
/// <param name="Actor">Who asks: what the run's observations are signed with.</param>
internal readonly record struct RunRequestOptions(bool Again, bool Wait, string Actor);

/// <param name="Turn">Whose it is to carry the run.</param>
internal readonly record struct BegunRun(RunRecord Run, RunTurn Turn);

internal enum RunTurn
{
    /// <summary>The caller's.</summary>
    Mine,

    /// <summary>A worker's, or another caller's.</summary>
    Anothers,

    /// <summary>Nobody's: it has ended.</summary>
    Ended,
}
