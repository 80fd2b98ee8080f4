namespace Strata.Jobs;

/// <summary>Which of a job's failures are its own.</summary>
public sealed class JobRowTests
{
    [Theory]
    [InlineData(1, 0, "", 1)]
    [InlineData(4, 0, "retry lease lease", 2)]
    [InlineData(6, 2, "postponed retry postponed lease retry", 3)]
    [InlineData(5, 4, "lease retry lease fatal", 1)]
    [InlineData(7, 4, "retry retry retry fatal lease retry", 2)]
    public void Attempts_that_ended_with_their_worker_are_no_tries(int attempt, int releases, string classes, int tries)
    {
        var errors = "[]";
        foreach (var one in classes.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            errors = JobErrors.With(errors, new JobErrorView(1, DateTimeOffset.UnixEpoch, one, "why"));
        }

        new JobRow("alice", 1, "upload", 1, "{}", null, attempt, releases, 20, errors).Tries.ShouldBe(tries);
    }
}
