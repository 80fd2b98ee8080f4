using Strata.Database;
using Strata.Ledger;

namespace Strata.Runs;

/// <summary>How runs end. Whatever ends a run early, it is <c>partial</c> where observations of it are stored (G11).</summary>
internal static class RunEnd
{
    private const int MaxMembers = 20;

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
            run with
            {
                Blocks = run.BlocksInterpreted,
            },
            run.Observations == 0 ? RunRecord.Failed : RunRecord.Partial,
            "failed",
            [.. run.ErrorList, $"{code.Name()}: {message}"]
        );

    /// <summary>The run of a container is partial where members of it were not taken in or read: it says which, and why.</summary>
    public static RunRecord WithMembers(RunRecord run, MembersResult? members)
    {
        if (ErrorsOf(members) is not { Count: > 0 } errors)
        {
            return run;
        }
        var isFailed = string.Equals(run.Status, RunRecord.Failed, StringComparison.Ordinal);
        return run with
        {
            Status = isFailed ? run.Status : RunRecord.Partial,
            Completeness = isFailed ? run.Completeness : "partial",
            Errors = RunRecord.ErrorsJson([.. run.ErrorList, .. errors]),
        };
    }

    /// <summary>The members that failed, with the reasons; the limit that kept from the rest is named once, and last.</summary>
    public static IReadOnlyList<string> ErrorsOf(MembersResult? members)
    {
        if (members is not { FailedCount: > 0 })
        {
            return [];
        }
        var count = members.FailedCount - (members.Limit is null ? 0 : 1);
        var errors = members.Items.Take((int)Math.Min(count, MaxMembers)).Select(m => $"members: {m.Label}: {m.Error}").ToList();
        if (count > MaxMembers)
        {
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"members: {count - MaxMembers} more were not taken in."));
        }
        return members.Limit is { } limit ? [.. errors, limit] : errors;
    }

    public static RunRecord Cancelled(TimeProvider time, RunRecord run, string actor)
    {
        var read = run.BrokenOff() with { Blocks = run.BlocksInterpreted };
        return run.Observations == 0
            ? With(time, read, RunRecord.Cancelled, "unknown", [.. run.ErrorList, $"Cancelled by {actor}."])
            : With(time, read, RunRecord.Partial, "partial", [.. run.ErrorList, $"Cancelled by {actor}."]);
    }
}
