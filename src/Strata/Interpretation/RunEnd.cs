using Strata.Database;
using Strata.Ledger;

namespace Strata.Interpretation;

/// <summary>How runs end. Whatever ends a run early, it is <c>partial</c> where observations of it are stored (G11).</summary>
internal static class RunEnd
{
    public static RunRecord With(TimeProvider time, RunRecord run, string status, string completeness, IReadOnlyList<string> errors) =>
        run with
        {
            Status = status,
            Completeness = completeness,
            Errors = RunRecord.ErrorsJson(errors),
            Owner = null,
            LeaseUntil = null,
            FinishedAt = UnixTime.Microseconds(time.GetUtcNow()),
        };

    public static RunRecord Failed(TimeProvider time, RunRecord run, ErrorCode code, string message) =>
        With(
            time,
            run with { Blocks = run.BlocksInterpreted },
            run.Observations == 0 ? RunRecord.Failed : RunRecord.Partial,
            "failed",
            [.. run.ErrorList, $"{code.Name()}: {message}"]
        );

    public static RunRecord Cancelled(TimeProvider time, RunRecord run, string actor)
    {
        var read = run with { Blocks = run.BlocksInterpreted };
        return run.Observations == 0
            ? With(time, read, RunRecord.Cancelled, "unknown", [.. run.ErrorList, $"Cancelled by {actor}."])
            : With(time, read, RunRecord.Partial, "partial", [.. run.ErrorList, $"Cancelled by {actor}."]);
    }
}
