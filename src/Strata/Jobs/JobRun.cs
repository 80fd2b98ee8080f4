using Strata.Database;

namespace Strata.Jobs;

/// <summary>One attempt as its handler sees it: the job, and writes that only the attempt owning the job can make.</summary>
internal sealed class JobRun(IDatabase database, JobCompletion settling, JobRow job, Func<long> leaseUntil, CancellationToken ct)
    : IUserWrites
{
    public UserId User { get; } = new(job.UserId);
    public long JobNo => job.JobNo;
    public string Payload => job.Payload;

    /// <summary>Actor recorded for the work.</summary>
    public string Actor => job.Actor ?? job.Kind;
    public long Attempt => job.Attempt;

    /// <summary>Returns whether the job is dead after this outcome.</summary>
    public bool IsDeadAfter(JobOutcome outcome) => job.IsDeadAfter(outcome);

    /// <summary>
    /// Failures of the work itself, counting this attempt as failed, without attempts that lost their worker or connection.
    /// </summary>
    public long Tries => job.Tries;
    public CancellationToken Cancellation => ct;

    /// <summary>Writes for the job's user, as a step of the job; a later attempt may repeat it.</summary>
    /// <exception cref="LeaseLostException">The job belongs to another attempt, or was cancelled; nothing was written.</exception>
    public Task<T> WriteAsync<T>(Func<UserTransaction, Task<T>> write) =>
        database.WriteAsync(
            User,
            async tx =>
            {
                var held = await tx.ExecuteAsync(
                    """
                    update jobs set lease_until = @until
                    where user_id = @user and job_no = @jobNo and attempt = @attempt and owner = @owner and state + 0 = 1
                    """,
                    new
                    {
                        jobNo = job.JobNo,
                        attempt = job.Attempt,
                        owner = job.Owner,
                        until = leaseUntil(),
                    }
                );
                return held == 1 ? await write(tx) : throw new LeaseLostException();
            },
            ct
        );

    /// <summary>
    /// Does the job's work and finishes the job in one transaction, so that it is done once, whatever happens to this process or its lease.
    /// </summary>
    /// <param name="work">Returns the result to keep, as JSON, or null.</param>
    /// <exception cref="LeaseLostException">As for <see cref="WriteAsync"/>.</exception>
    public async Task<JobOutcome> FinishAsync(Func<UserTransaction, Task<string?>> work)
    {
        await WriteAsync(async tx =>
        {
            await settling.FinishAsync(tx, job.JobNo, await work(tx));
            return 0;
        });
        return new JobOutcome.Gone();
    }
}

/// <summary>The attempt lost the job: its lease ended and another has it, or it was cancelled.</summary>
internal sealed class LeaseLostException : Exception
{
    public LeaseLostException()
        : base("The job does not belong to this attempt any more.") { }
}
