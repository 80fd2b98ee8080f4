using Strata.Operations;

namespace Strata.Runs;

/// <summary>Interpretations: which there are, how one goes, and its end.</summary>
public static partial class RunsModule
{
    internal static readonly Type[] RecoverySteps = [typeof(StaleRuns)];

    internal static readonly StoredTable[] Tables =
    [
        new(
            6,
            "runs",
            "run_no",
            """
            run_no integer, source_no integer, interpreter text, configuration text, config_hash text, status text, completeness text,
            confidence real, attempt integer, last_seq integer, owner text, lease_until integer, progress text, blocks integer,
            observations integer, entities integer, skipped integer, unknown_fields integer, errors text, started_at integer,
            finished_at integer, archived_at integer, restored_at integer, staged integer, timeout_at integer, code_commit text, deleted_seq integer
            """
        ),
    ];

    extension(IStrata strata)
    {
        /// <inheritdoc cref="RunsModule"/>
        public RunsArea Runs => new(strata);
    }
}

/// <inheritdoc cref="RunsModule"/>
public readonly partial record struct RunsArea(IStrata Strata);
