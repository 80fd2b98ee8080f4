using Strata.Database;

namespace Strata.Erasure;

/// <summary>A row of <c>part_erasures</c>.</summary>
internal sealed record PartErasureRecord(long ErasureNo, string Scope, string? Receipt, long? LiftedNo)
{
    private const string Columns = "erasure_no, scope, receipt, lifted_no";

    public static Task<PartErasureRecord?> FindAsync(UserConnection connection, long no) =>
        connection.QueryFirstOrDefaultAsync<PartErasureRecord>(
            $"select {Columns} from part_erasures where user_id = @user and erasure_no = @no",
            new { no }
        );

    public static Task<PartErasureRecord?> UnfinishedAsync(UserConnection connection) =>
        connection.QueryFirstOrDefaultAsync<PartErasureRecord>(
            $"select {Columns} from part_erasures where user_id = @user and receipt is null order by erasure_no limit 1"
        );

    public static async Task<IReadOnlyList<PartErasureReceipt>> ReceiptsAsync(UserConnection connection) =>
        [
            .. (
                await connection.QueryAsync<string>(
                    "select receipt from part_erasures where user_id = @user and receipt is not null order by erasure_no"
                )
            )
                .Select(r => JsonSerializer.Deserialize<PartErasureReceipt>(r, StrataJson.Options))
                .OfType<PartErasureReceipt>(),
        ];
}
