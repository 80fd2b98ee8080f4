using Strata.Database;

namespace Strata.Feeds;

internal static class FeedItems
{
    private const string Columns =
        "item_key, state, label, byte_size, changed_at, message, digest, attempts, retry_at, code, reason, seen_at";

    public static Task<IReadOnlyList<FeedItem>> FindAsync(UserConnection connection, string feed, IReadOnlyList<string> keys) =>
        connection.QueryAsync<FeedItem>(
            $"select {Columns} from feed_items where user_id = @user and feed = @feed and item_key IN_LIST(@keys)",
            new { feed, keys }
        );

    /// <summary>Returns the greatest key with a prefix; null if there is none.</summary>
    public static Task<string?> LastAsync(UserConnection connection, string feed, string prefix) =>
        connection.QueryFirstOrDefaultAsync<string>(
            """
            select item_key from feed_items where user_id = @user and feed = @feed and item_key >= @prefix and item_key < @end
            order by item_key desc limit 1
            """,
            new
            {
                feed,
                prefix,
                end = prefix + "~",
            }
        );

    /// <summary>Returns failed items to try again, and if asked refused ones, in the order of their keys.</summary>
    public static Task<IReadOnlyList<FeedItem>> UntakenAsync(
        UserConnection connection,
        string feed,
        FeedItemState state,
        string after,
        long dueAt,
        int limit
    ) =>
        connection.QueryAsync<FeedItem>(
            $"""
            select {Columns} from feed_items
            where user_id = @user and feed = @feed and state = @state and item_key > @after and coalesce(retry_at, 0) <= @dueAt
            order by item_key limit @limit
            """,
            new
            {
                feed,
                state = (long)state,
                after,
                dueAt,
                limit = (long)limit,
            }
        );

    /// <summary>Returns the digest of a message taken under another key; null if there is none.</summary>
    public static Task<string?> TakenAsync(UserConnection connection, string feed, string message) =>
        connection.QueryFirstOrDefaultAsync<string>(
            "select digest from feed_items where user_id = @user and feed = @feed and message = @message and state = 1 limit 1",
            new { feed, message }
        );

    public static async Task<IReadOnlyDictionary<long, long>> CountAsync(UserConnection connection, string feed) =>
        (
            await connection.QueryAsync<(long State, long Count)>(
                "select state, count(*) from feed_items where user_id = @user and feed = @feed group by state",
                new { feed }
            )
        ).ToDictionary(c => c.State, c => c.Count);

    public static Task<int> PutAsync(UserTransaction tx, string feed, FeedItem item) =>
        tx.ExecuteAsync(
            $"""
            insert into feed_items (user_id, feed, {Columns})
            values (@user, @feed, @key, @state, @label, @size, @changed, @message, @digest, @attempts, @retryAt, @code, @reason, @seenAt)
            on conflict (user_id, feed, item_key) do update set state = excluded.state, label = excluded.label,
                byte_size = excluded.byte_size, changed_at = excluded.changed_at, message = excluded.message, digest = excluded.digest,
                attempts = excluded.attempts, retry_at = excluded.retry_at, code = excluded.code, reason = excluded.reason,
                seen_at = excluded.seen_at
            """,
            new
            {
                feed,
                key = item.ItemKey,
                state = item.State,
                label = item.Label,
                size = item.ByteSize,
                changed = item.ChangedAt,
                message = item.Message,
                digest = item.Digest,
                attempts = item.Attempts,
                retryAt = item.RetryAt,
                code = item.Code,
                reason = item.Reason,
                seenAt = item.SeenAt,
            }
        );

    public static Task<int> RemoveAsync(UserTransaction tx, string feed, IReadOnlyList<string> keys) =>
        tx.ExecuteAsync("delete from feed_items where user_id = @user and feed = @feed and item_key IN_LIST(@keys)", new { feed, keys });

    public static Task<int> RemoveAllAsync(UserTransaction tx, string feed) =>
        tx.ExecuteAsync("delete from feed_items where user_id = @user and feed = @feed", new { feed });
}
