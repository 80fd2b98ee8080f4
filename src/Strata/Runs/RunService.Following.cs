using Strata.Database;
using Strata.Interpretation;
using Strata.Jobs;
using Strata.Ledger;

namespace Strata.Runs;

/// <summary>Runs that read what an earlier one has read: decisions about that follow (docs/adr/0057-decisions-follow-content.md).</summary>
internal sealed partial class RunService
{
    public const string FollowKind = "follow_decisions";
    private const long MaxSearched = 50;

    /// <summary>How long the job leaves the work to whoever ended the run.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromMinutes(1);

    private static string FollowKeyOf(string runId) => "follow:" + runId;

    /// <summary>Does at once what the job would do; set by the house, as reviews lie above runs. The job does what it leaves.</summary>
    public Func<IUserWrites, long, CancellationToken, Task> Following { get; set; } = (_, _, _) => Task.CompletedTask;

    /// <summary>Enqueues the following of an earlier run's decisions, in the transaction that ends a run; false if there is none.</summary>
    public async Task<bool> LineUpFollowingAsync(UserTransaction tx, RunRecord ended)
    {
        if (await PreviousAsync(tx, ended) is null)
        {
            return false;
        }
        var runId = Ids.Run(ended.RunNo);
        await queue.EnqueueAsync(
            tx,
            new NewJob(FollowKind)
            {
                Key = FollowKeyOf(runId),
                RunAt = services.Time.GetUtcNow() + AtOnce,
                Payload = JsonSerializer.Serialize(new RunJob(runId), RunJobJson.Default.RunJob),
                Actor = "strata",
            }
        );
        return true;
    }

    /// <summary>Follows at once for a caller that waits. What can't be done now the job does later.</summary>
    public async Task FollowAsync(UserId user, long runNo, CancellationToken ct)
    {
        try
        {
            await Following(new UserWrites(database, user, ct), runNo, ct);
            await database.WriteAsync(user, tx => JobService.ForgetAsync(tx, FollowKeyOf(Ids.Run(runNo))), ct);
        }
        catch (Exception e) when (e is StrataException or IOException)
        {
            // The run itself is done, and its job tries again.
        }
    }

    /// <summary>
    /// Returns the run whose decisions a run follows: the latest whole staged one of the same schema over any version of its source; null
    /// if there is none, or this one is not such a run. One that asks again about some findings follows the run that found them.
    /// </summary>
    public static async Task<RunRecord?> PreviousAsync(UserConnection connection, RunRecord run)
    {
        if (run is not { Staged: > 0, IsWhole: true })
        {
            return null;
        }
        var (type, retry) = InterpretationConfiguration.OptionsOf(run.Configuration) is var o ? (o.EntityType, o.Retry) : default;
        if (retry is not null)
        {
            return await RunQueries.FindAsync(connection, Ids.Run(retry.RunNo));
        }
        var earlier = await connection.QueryAsync<RunRecord>(
            $"""
            select {RunRecord.Columns} from runs
            where user_id = @user and source_no IN_LIST(@sources) and run_no < @runNo and staged > 0 and deleted_seq is null and {RunRecord.IsWholeSql}
            order by run_no desc limit @most
            """,
            new
            {
                sources = (await SourceVersions.LineAsync(connection, run.SourceNo)).ToList(),
                runNo = run.RunNo,
                most = MaxSearched,
            }
        );
        return (await ArchivedRuns.ShownAsync(connection, earlier)).FirstOrDefault(r =>
            InterpretationConfiguration.OptionsOf(r.Configuration) is { Retry: null } before && before.EntityType == type
        );
    }
}
