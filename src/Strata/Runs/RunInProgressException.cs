using Strata.Ledger;

namespace Strata.Runs;

/// <summary>The refusal of a run while an equal one is unfinished.</summary>
internal sealed class RunInProgressException : StrataException
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    public RunInProgressException(RunRecord run, SourceRecord source)
        : base(
            ErrorCode.InterpretationInProgress,
            $"Run '{Ids.Run(run.RunNo)}' {(run.ShownStatus == RunRecord.Queued ? "is queued to interpret" : "is interpreting")} source "
                + $"'{source.SourceId}' in the same way. Follow it with 'runs watch', or cancel it with 'runs cancel'."
        )
    {
        Run = run;
        RetryAfter = Soon;
    }

    public RunRecord Run { get; }
}
