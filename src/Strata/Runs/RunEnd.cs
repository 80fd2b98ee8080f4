using Strata.Database;
using Strata.Ledger;

namespace Strata.Runs;

/// <summary>Ends runs. A run ended early is <c>partial</c> if something that it stated is stored (G11).</summary>
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

    /// <summary>Ends a run that no attempt continues, or that the machine kept from completing.</summary>
    public static RunRecord GivenUp(TimeProvider time, RunRecord run, ErrorCode code, string message) =>
        Failed(time, run.BrokenOff(), code, message);

    /// <summary>Ends a run whose source can't be read further.</summary>
    public static RunRecord Failed(TimeProvider time, RunRecord run, ErrorCode code, string message) =>
        Early(time, run, RunRecord.Failed, $"{code.Name()}: {message}");

    public static RunRecord Cancelled(TimeProvider time, RunRecord run, string actor) =>
        Early(time, run.BrokenOff(), RunRecord.Cancelled, $"Cancelled by {actor}.");

    /// <summary>Ends a run before its source does: partial if something is stored. Its completeness says the same as its status.</summary>
    private static RunRecord Early(TimeProvider time, RunRecord run, string status, string reason)
    {
        status = run.Stated == 0 ? status : RunRecord.Partial;
        return With(time, run with { Blocks = run.BlocksInterpreted }, status, status, [.. run.ErrorList, reason]);
    }

    /// <summary>
    /// Makes the run of a container partial if members could not be ingested or read, with an error for each, and notes the empty ones.
    /// </summary>
    public static RunRecord WithMembers(RunRecord run, MembersResult? members)
    {
        if (EmptyOf(members) is { Count: > 0 } empty)
        {
            run = run with { Errors = RunRecord.ErrorsJson([.. run.ErrorList, .. empty]) };
        }
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

    /// <summary>Returns the errors of failed members; a limit that excluded the rest comes once, at the end.</summary>
    public static IReadOnlyList<string> ErrorsOf(MembersResult? members)
    {
        if (members is not { FailedCount: > 0 })
        {
            return [];
        }
        var count = members.FailedCount - (members.Limit is null ? 0 : 1);
        var errors = Named(members.Items, count, "were not taken in");
        return members.Limit is { } limit ? [.. errors, limit] : errors;
    }

    private static List<string> EmptyOf(MembersResult? members) =>
        members is { EmptyCount: > 0 } ? Named(members.Items.Skip((int)members.FailedCount), members.EmptyCount, "are empty") : [];

    private static List<string> Named(IEnumerable<MemberResult> items, long count, string what)
    {
        var named = items.Take((int)Math.Min(count, MaxMembers)).Select(m => $"members: {m.Label}: {m.Error}").ToList();
        if (count > named.Count)
        {
            named.Add(string.Create(CultureInfo.InvariantCulture, $"members: {count - named.Count} more {what}."));
        }
        return named;
    }
}
