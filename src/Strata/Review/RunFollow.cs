using Strata.Database;

namespace Strata.Review;

/// <summary>A row of <c>run_follows</c>: a run that follows an earlier one, and how far that is done.</summary>
/// <param name="DecisionNo">By which decisions follow; null: there were none.</param>
/// <param name="AfterNo">Up to which of its subjects they followed.</param>
/// <param name="GoneNo">Up to which subjects of the earlier run it is known whether their blocks are gone.</param>
/// <param name="IsWhole">0 if it asks again about some findings only.</param>
internal sealed record RunFollow(
    long RunNo,
    long PreviousNo,
    long Seq,
    long? DecisionNo,
    long AfterNo,
    long GoneNo,
    long Kept,
    long Asked,
    long Gone,
    long IsWhole,
    string State
)
{
    public const string Applying = "applying";
    public const string Applied = "applied";

    private const string Columns = "run_no, previous_no, seq, decision_no, after_no, gone_no, kept, asked, gone, is_whole, state";

    public static Task<RunFollow?> FindAsync(UserConnection connection, long runNo) =>
        connection.QueryFirstOrDefaultAsync<RunFollow>(
            $"select {Columns} from run_follows where user_id = @user and run_no = @runNo",
            new { runNo }
        );

    public Task<int> AddAsync(UserTransaction tx) =>
        tx.ExecuteAsync(
            """
            insert into run_follows (user_id, run_no, previous_no, seq, decision_no, after_no, gone_no, kept, asked, gone, is_whole, state)
            values (@user, @RunNo, @PreviousNo, @Seq, @DecisionNo, @AfterNo, @GoneNo, @Kept, @Asked, @Gone, @IsWhole, @State)
            """,
            this
        );

    public Task<int> WriteAsync(UserTransaction tx) =>
        tx.ExecuteAsync(
            """
            update run_follows set after_no = @AfterNo, gone_no = @GoneNo, kept = @Kept, asked = @Asked, gone = @Gone, state = @State
            where user_id = @user and run_no = @RunNo
            """,
            this
        );
}
