using Strata.Database;
using Strata.Jobs;

namespace Strata.Runs.Deletion;

/// <summary>A row of <c>run_deletions</c>.</summary>
/// <param name="DeletionNo">The decision.</param>
/// <param name="Undoes">The deletion that it undoes; null if it is one.</param>
/// <param name="AfterNo">Up to which observation it is applied.</param>
internal sealed record DeletionRecord(
    long DeletionNo,
    long RunNo,
    long? Undoes,
    string Actor,
    string? Reason,
    long Total,
    long AfterNo,
    long Changed,
    string State
)
{
    public const string Applying = "applying";
    public const string Applied = "applied";
    private const string Columns = "deletion_no, run_no, undoes, actor, reason, total, after_no, changed, state";

    public RunDeletion View() =>
        new()
        {
            DecisionId = Ids.Decision(DeletionNo),
            RunId = Ids.Run(RunNo),
            State = EnumNames.Parse<ApplyState>(State),
            Total = Total,
            Changed = Changed,
        };

    public static Task<DeletionRecord?> FindAsync(UserConnection connection, long no) =>
        connection.QueryFirstOrDefaultAsync<DeletionRecord>(
            $"select {Columns} from run_deletions where user_id = @user and deletion_no = @no",
            new { no }
        );

    /// <summary>Returns the last one of a run; null if it was never deleted.</summary>
    public static Task<DeletionRecord?> LastAsync(UserConnection connection, long runNo) =>
        connection.QueryFirstOrDefaultAsync<DeletionRecord>(
            $"select {Columns} from run_deletions where user_id = @user and run_no = @runNo order by deletion_no desc limit 1",
            new { runNo }
        );

    public static Task<int> AddAsync(UserTransaction tx, DeletionRecord deletion) =>
        tx.ExecuteAsync(
            """
            insert into run_deletions (user_id, deletion_no, run_no, undoes, actor, reason, total, after_no, changed, state)
            values (@user, @DeletionNo, @RunNo, @Undoes, @Actor, @Reason, @Total, @AfterNo, @Changed, @State)
            """,
            deletion
        );

    public static Task<int> MoveAsync(UserTransaction tx, DeletionRecord deletion) =>
        tx.ExecuteAsync(
            "update run_deletions set after_no = @AfterNo, changed = @Changed, state = @State where user_id = @user and deletion_no = @DeletionNo",
            deletion
        );
}
