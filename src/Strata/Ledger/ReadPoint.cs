using Strata.Database;
using Strata.Schemas;

namespace Strata.Ledger;

/// <summary>A <see cref="ReadAt"/> as ledger position and time of observation.</summary>
/// <param name="Seq">Last position; <see cref="long.MaxValue"/> for now.</param>
/// <param name="ObservedBy">Unix microseconds; <see cref="long.MaxValue"/> for no bound.</param>
/// <param name="Schemas">The schemas in force at that position.</param>
internal sealed record ReadPoint(long Seq, long ObservedBy, SchemaSet Schemas)
{
    private const string ValidAt = "valid_at";

    public bool IsNow => Seq == long.MaxValue && ObservedBy == long.MaxValue;

    public static async Task<ReadPoint> AtAsync(UserConnection connection, ReadAt at, SchemaStore schemas)
    {
        var observedBy = at.ValidAt is null ? long.MaxValue : UnixTime.Microseconds(Time(at.ValidAt, ValidAt));
        if (at.KnownAt is null)
        {
            return new ReadPoint(long.MaxValue, observedBy, await schemas.CurrentAsync(connection));
        }
        var seq = await SeqAsync(connection, at.KnownAt, "known_at");
        return new ReadPoint(seq, observedBy, await schemas.AtAsync(connection, seq));
    }

    /// <summary>Parses digits, or finds the last position recorded up to an ISO-8601 time.</summary>
    public static async Task<long> SeqAsync(UserConnection connection, string text, string name)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seq))
        {
            return seq;
        }
        var time = UnixTime.Microseconds(Time(text, name));

        // recorded_at increases with seq, so a binary search finds the position.
        long low = 0;
        var high = await connection.QueryFirstOrDefaultAsync<long>("select seq from ledger_heads where user_id = @user");
        while (low < high)
        {
            var middle = low + ((high - low + 1) / 2);
            var next = await connection.QueryFirstOrDefaultAsync<Recorded>(
                """
                select seq, recorded_at from (
                    select * from (select seq, recorded_at from observations where user_id = @user and seq >= @middle order by seq limit 1) as o
                    union all
                    select * from (select seq, recorded_at from decisions where user_id = @user and seq >= @middle order by seq limit 1) as d
                ) as n order by seq limit 1
                """,
                new { middle }
            );
            if (next is null || next.RecordedAt > time)
            {
                high = middle - 1;
            }
            else
            {
                low = Math.Max(middle, next.Seq);
            }
        }
        return low;
    }

    private static DateTimeOffset Time(string text, string name) =>
        Moment.TryParse(text, out var time)
            ? time
            : throw new StrataException(
                ErrorCode.InvalidContent,
                name == ValidAt
                    ? $"{name} '{text}' is not a time such as 2026-03-01T12:00:00Z; pass a ledger position as known_at instead."
                    : $"{name} '{text}' is neither a ledger position nor a time such as 2026-03-01T12:00:00Z."
            );

    private sealed record Recorded(long Seq, long RecordedAt);
}
