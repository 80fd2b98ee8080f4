using Strata.Database;
using Strata.Duplicates.Matching;

namespace Strata.Duplicates;

/// <summary>
/// The blocking keys of a type's entities in the database: packed ranges made when the model was fitted, and single rows since.
/// </summary>
internal static class KeyRows
{
    private static readonly BulkTable Ranges = new(
        "duplicate_keys",
        ["entity_type", "bucket"],
        [new("entity_type", BulkType.Text), new("bucket", BulkType.Integer), new("packed", BulkType.Bytes)]
    );

    private static readonly BulkTable News = new(
        "duplicate_new_keys",
        ["entity_type", "key", "entity_no"],
        [new("entity_type", BulkType.Text), new("key", BulkType.Integer), new("entity_no", BulkType.Integer)]
    );

    public static async Task ClearAsync(UserTransaction tx, string entityType)
    {
        await tx.ExecuteAsync("delete from duplicate_keys where user_id = @user and entity_type = @entityType", new { entityType });
        await tx.ExecuteAsync("delete from duplicate_new_keys where user_id = @user and entity_type = @entityType", new { entityType });
    }

    public static Task AddAsync(UserTransaction tx, string entityType, IReadOnlyList<(long Bucket, byte[] Packed)> ranges) =>
        tx.BulkAsync(Ranges, BulkMode.Upsert, [.. ranges.Select(r => (object?[])[entityType, r.Bucket, r.Packed])]);

    public static Task AddNewAsync(UserTransaction tx, string entityType, long entityNo, BlockingKeys keys) =>
        tx.BulkAsync(
            News,
            BulkMode.InsertIfAbsent,
            [.. keys.All.Select(k => k.Key).Distinct().Select(k => (object?[])[entityType, unchecked((long)k), entityNo])]
        );

    /// <summary>Returns the entities that have each key.</summary>
    public static async Task<IReadOnlyList<KeyList>> FindAsync(
        UserConnection connection,
        string entityType,
        StoredModel model,
        BlockingKeys keys
    )
    {
        var buckets = keys.All.Select(k => KeyIndex.BucketOf(k.Key, model.BucketBits)).Distinct().ToList();
        var packed = (
            await connection.QueryAsync<Range>(
                Each(connection, "bucket, packed", "duplicate_keys", "bucket"),
                new { entityType, wanted = buckets }
            )
        ).ToDictionary(r => r.Bucket, r => r.Packed);
        var listed = keys.All.Select(k => (k.Key, k.Group, At: Find(packed, k.Key, model))).ToList();
        // Keys that were too common when the model was fitted are useless, whatever has been added since.
        var since = (
            await connection.QueryAsync<New>(
                Each(connection, "key, entity_no", "duplicate_new_keys", "key"),
                new
                {
                    entityType,
                    wanted = listed.Where(k => k.At.Count <= model.Listed).Select(k => unchecked((long)k.Key)).Distinct().ToList(),
                }
            )
        ).ToLookup(n => unchecked((ulong)n.Key), n => n.EntityNo);
        var found = new List<KeyList>();
        foreach (var (key, group, at) in listed)
        {
            long[] more = [.. since[key]];
            var isListed = at.Count <= model.Listed;
            found.Add(new KeyList(key, group, at.Count + more.Length, isListed, at.Packed, isListed ? at.Count : 0, more));
        }
        return found;
    }

    /// <summary>
    /// Returns a query for a type's rows by a list of keys, with one lookup per key. Without statistics, PostgreSQL expects a row or two
    /// for user and type, and would read all of the type's rows and filter them by the list.
    /// </summary>
    private static string Each(UserConnection connection, string columns, string table, string key) =>
        connection.Engine == Engine.Sqlite
            ? $"select {columns} from {table} where user_id = @user and entity_type = @entityType and {key} IN_LIST(@wanted)"
            : $"""
                select t.* from unnest(@wanted) as w(wanted) cross join lateral (
                    select {columns} from {table} where user_id = @user and entity_type = @entityType and {key} = w.wanted offset 0) as t
                """;

    private static (int Count, ReadOnlyMemory<byte> Packed) Find(Dictionary<long, byte[]> ranges, ulong key, StoredModel model) =>
        ranges.TryGetValue(KeyIndex.BucketOf(key, model.BucketBits), out var range)
            ? KeyIndex.Find(range, key, model.Listed)
            : (0, default);

    private sealed record Range(long Bucket, byte[] Packed);

    private sealed record New(long Key, long EntityNo);
}
