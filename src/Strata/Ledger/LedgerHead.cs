using Strata.Accounts;
using Strata.Database;

namespace Strata.Ledger;

/// <summary>The row that every writing transaction of a user locks first: position of the ledger, and usage (ADR 15).</summary>
internal sealed record LedgerHead(
    long Seq,
    long RecordedAt,
    string Plan,
    long? StorageLimit,
    long? InterpretationLimit,
    long StorageBytes,
    long StorageReserved,
    long Month,
    long Interpretations,
    long? StorageNearAt,
    long? InterpretationsNearAt,
    long ChainNo,
    byte[]? ChainHash
)
{
    public UsageRow Usage =>
        new(
            Plan,
            StorageLimit,
            InterpretationLimit,
            StorageBytes,
            StorageReserved,
            Month,
            Interpretations,
            StorageNearAt,
            InterpretationsNearAt
        );

    /// <summary>Asks for the row; call the result to await the answer.</summary>
    public static Func<Task<LedgerHead>> Ask(UserTransaction tx)
    {
        var asked = tx.Ask<LedgerHead>(
            $"select seq, recorded_at, {UsageRow.Columns}, chain_no, chain_hash from ledger_heads where user_id = @user"
        );
        return async () =>
            (await asked.RowsAsync()).FirstOrDefault() ?? throw new StrataException(ErrorCode.Forbidden, $"There is no user '{tx.User}'.");
    }

    public static Task WriteAsync(UserTransaction tx, long seq, long recordedAt, UsageRow usage, LedgerChain chain) =>
        tx.PostAsync(
            """
            update ledger_heads set seq = @seq, recorded_at = @recordedAt, plan = @plan, storage_limit = @storageLimit,
                interpretation_limit = @interpretationLimit, storage_bytes = @storageBytes, storage_reserved = @storageReserved,
                usage_month = @month, interpretations = @interpretations, storage_near_at = @storageNearAt,
                interpretations_near_at = @interpretationsNearAt, chain_no = @chainNo, chain_hash = @chainHash
            where user_id = @user
            """,
            new
            {
                seq,
                recordedAt,
                plan = usage.Plan,
                storageLimit = usage.StorageLimit,
                interpretationLimit = usage.InterpretationLimit,
                storageBytes = usage.StorageBytes,
                storageReserved = usage.StorageReserved,
                month = usage.Month,
                interpretations = usage.Interpretations,
                storageNearAt = usage.StorageNearAt,
                interpretationsNearAt = usage.InterpretationsNearAt,
                chainNo = chain.LinkNo,
                chainHash = chain.Hash,
            }
        );
}
