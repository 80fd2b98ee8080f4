using Strata.Database;

namespace Strata.Batches;

/// <summary>A row of <c>batches</c>.</summary>
/// <param name="BatchNo">Position of the decision that started it.</param>
/// <param name="Filter">Number of the project, or of each source, as JSON.</param>
/// <param name="AfterNo">Up to which source runs are begun.</param>
internal sealed record BatchRecord(
    long BatchNo,
    string Filter,
    string Options,
    string Actor,
    string State,
    long Total,
    long AfterNo,
    long RecordedAt
)
{
    public const string Starting = "starting";
    public const string Started = "started";
    public const string Paused = "paused";
    public const string Cancelled = "cancelled";

    private const string Columns = "batch_no, filter, options, actor, state, total, after_no, recorded_at";

    public static string IdOf(long no) => "bat_" + no.ToString(CultureInfo.InvariantCulture);

    /// <exception cref="StrataException">SOURCE_NOT_FOUND.</exception>
    public static async Task<BatchRecord> FindAsync(UserConnection connection, string batchId) =>
        (
            Ids.Number("bat_", batchId) is { } no
                ? await connection.QueryFirstOrDefaultAsync<BatchRecord>(
                    $"select {Columns} from batches where user_id = @user and batch_no = @no",
                    new { no }
                )
                : null
        ) ?? throw new StrataException(ErrorCode.SourceNotFound, $"There is no batch '{batchId}'.");

    public static Task<IReadOnlyList<BatchRecord>> BeforeAsync(UserConnection connection, long before, long most) =>
        connection.QueryAsync<BatchRecord>(
            $"select {Columns} from batches where user_id = @user and batch_no < @before order by batch_no desc limit @most",
            new { before, most }
        );

    /// <summary>Returns the numbers of its runs.</summary>
    public static Task<IReadOnlyList<long>> RunsAsync(UserConnection connection, long no) =>
        connection.QueryAsync<long>(
            "select run_no from batch_runs where user_id = @user and batch_no = @no and run_no is not null order by run_no",
            new { no }
        );

    public static Task<int> AddAsync(UserTransaction tx, BatchRecord record) =>
        tx.ExecuteAsync(
            """
            insert into batches (user_id, batch_no, filter, options, actor, state, total, after_no, recorded_at)
            values (@user, @BatchNo, @Filter, @Options, @Actor, @State, @Total, @AfterNo, @RecordedAt)
            """,
            record
        );

    public static Task<int> MoveAsync(UserTransaction tx, long no, string state) =>
        tx.ExecuteAsync("update batches set state = @state where user_id = @user and batch_no = @no", new { no, state });
}
