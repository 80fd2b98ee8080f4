using Strata.Database;
using Strata.Ledger;

namespace Strata.Interpretation;

/// <summary>How runs end. Whatever ends a run early, it is <c>partial</c> where observations of it are stored (G11).</summary>
internal static class RunEnd
{
    private const int MostMembers = 20;

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

    /// <summary>A run that nobody carries any further, or that the machine kept from its end.</summary>
    public static RunRecord GivenUp(TimeProvider time, RunRecord run, ErrorCode code, string message) =>
        Failed(time, run.BrokenOff(), code, message);

    /// <summary>A run whose source can't be read further.</summary>
    public static RunRecord Failed(TimeProvider time, RunRecord run, ErrorCode code, string message) =>
        With(
            time,
            run with { Blocks = run.BlocksInterpreted },
            run.Observations == 0 ? RunRecord.Failed : RunRecord.Partial,
            "failed",
            [.. run.ErrorList, $"{code.Name()}: {message}"]
        );

    /// <summary>The run of a container is partial where members of it were not taken in: it says which, and why.</summary>
    public static RunRecord WithMembers(RunRecord run, MembersResult? members)
    {
        if (members is not { FailedCount: > 0 })
        {
            return run;
        }
        var failed = members.Items.Take((int)Math.Min(members.FailedCount, MostMembers)).Select(m => $"members: {m.Path}: {m.Error}");
        var more = members.FailedCount > MostMembers ? new[] { $"members: {members.FailedCount - MostMembers} more were not taken in." } : [];
        var isFailed = string.Equals(run.Status, RunRecord.Failed, StringComparison.Ordinal);
        return run with
        {
            Status = isFailed ? run.Status : RunRecord.Partial,
            Completeness = isFailed ? run.Completeness : "partial",
            Errors = RunRecord.ErrorsJson([.. run.ErrorList, .. failed, .. more]),
        };
    }

    /// <summary>A run that a limit kept from all that is inside its source.</summary>
    public static RunRecord Limited(TimeProvider time, RunRecord run, string limit) =>
        With(time, run, run.Status == RunRecord.Completed ? RunRecord.Partial : run.Status, run.Status == RunRecord.Completed ? "partial" : run.Completeness, [.. run.ErrorList, limit]);

    public static RunRecord Cancelled(TimeProvider time, RunRecord run, string actor)
    {
        var read = run.BrokenOff() with { Blocks = run.BlocksInterpreted };
        return run.Observations == 0
            ? With(time, read, RunRecord.Cancelled, "unknown", [.. run.ErrorList, $"Cancelled by {actor}."])
            : With(time, read, RunRecord.Partial, "partial", [.. run.ErrorList, $"Cancelled by {actor}."]);
    }
}
