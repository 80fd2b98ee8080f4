using Strata.Database;

namespace Strata.Accounts;

/// <summary>Usage recounted from sources, runs and reservations.</summary>
internal sealed record UsageCounts(long StorageBytes, long StorageReserved, long Interpretations)
{
    /// <param name="month">See <see cref="UsageMonth"/>; 0: the user has never interpreted.</param>
    public static async Task<UsageCounts> OfAsync(UserConnection connection, long month)
    {
        var (from, until) =
            month == 0 ? (0, 0) : (UnixTime.Microseconds(UsageMonth.Start(month)), UnixTime.Microseconds(UsageMonth.End(month)));
        // Runs of stored records had no interpreter; failed and cancelled runs are not charged.
        return await connection.QueryFirstOrDefaultAsync<UsageCounts>(
                """
                select
                    (select cast(coalesce(sum(byte_size), 0) as bigint) from sources where user_id = @user) as storage_bytes,
                    (select cast(coalesce(sum(bytes), 0) as bigint) from usage_reservations where user_id = @user) as storage_reserved,
                    (select count(*) from runs
                     where user_id = @user and started_at >= @from and started_at < @until
                        and interpreter <> 'structured' and status in ('running', 'completed', 'partial')) as interpretations
                """,
                new { from, until }
            ) ?? throw new InvalidDataException("Counting gave no row.");
    }
}
