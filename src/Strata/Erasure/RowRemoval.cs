using Strata.Database;

namespace Strata.Erasure;

/// <summary>
/// Deletes the user's rows from every table in the database's catalog, so that new tables are included. Each batch counts its rows in the
/// same transaction, so a resumed erasure knows the total.
/// </summary>
internal sealed class RowRemoval(ErasureConnection erasure, TimeProvider time)
{
    private const int MinAtOnce = 16;
    private const int MaxAtOnce = 8_192;

    /// <summary>Rows from which on dead rows slow later queries.</summary>
    private const long Many = 1_000;

    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(160);

    /// <summary>Gives other users' writes a turn.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>Rows that identify the user and the erasure: deleted last, together.</summary>
    private static readonly string[] Identity = ["ledger_heads", "users"];

    /// <summary>Work under way is deleted first, so that none begins.</summary>
    private static readonly string[] First = ["tokens", "jobs", "job_archive"];

    /// <summary>Deletes all rows but those that identify the user.</summary>
    public async Task RunAsync(IProgress<Progress>? progress, CancellationToken ct)
    {
        foreach (var table in await TablesAsync(ct))
        {
            var removed = await RemoveAsync(table, progress, ct);
            if (removed >= Many)
            {
                await erasure.ReclaimAsync(table, ct);
            }
        }
    }

    /// <summary>Deletes what has arrived since in queues without a ledger, then the user.</summary>
    public async Task EndAsync(CancellationToken ct)
    {
        var tables = await TablesAsync(ct);
        await erasure.WriteAsync(
            async tx =>
            {
                var removed = new Dictionary<string, long>(StringComparer.Ordinal);
                foreach (var table in tables)
                {
                    removed[table.Name] = await DeleteAsync(tx, table, $"delete from {table.Name} where user_id = @user", args: null);
                }
                foreach (var name in Identity)
                {
                    removed[name] = await tx.ExecuteAsync($"delete from {name} where user_id = @user");
                }
                return await ErasureRecord.CountAsync(tx, removed);
            },
            ct
        );
    }

    private async Task<IReadOnlyList<UserTable>> TablesAsync(CancellationToken ct)
    {
        var all = await erasure.TablesAsync(ct);
        var rest = all.Where(t => !Identity.Contains(t.Name) && t.Name != ErasureRecord.Table).ToList();
        return [.. First.Select(name => rest.Single(t => t.Name == name)), .. rest.Where(t => !First.Contains(t.Name))];
    }

    private async Task<long> RemoveAsync(UserTable table, IProgress<Progress>? progress, CancellationToken ct)
    {
        var key = string.Join(", ", table.Key);
        var sql =
            table.Key.Count == 0
                ? $"delete from {table.Name} where user_id = @user"
                : $"""
                    delete from {table.Name} where user_id = @user and ({key}) in (
                        select {key} from {table.Name} where user_id = @user order by {key} limit @most)
                    """;
        var (done, most) = (0L, MinAtOnce);
        while (true)
        {
            var begun = time.GetTimestamp();
            var removed = await erasure.WriteAsync(
                async tx =>
                {
                    var gone = await DeleteAsync(tx, table, sql, table.Key.Count == 0 ? null : new { most = (long)most });
                    return gone == 0 ? 0 : await ErasureRecord.CountAsync(tx, new Dictionary<string, long> { [table.Name] = gone });
                },
                ct
            );
            done += removed;
            if (removed < most)
            {
                return done;
            }
            progress?.Report(new Progress(table.Name, done, null));
            var took = time.GetElapsedTime(begun);
            most = Math.Clamp(
                took < Short ? most * 2
                    : took > Long ? most / 2
                    : most,
                MinAtOnce,
                MaxAtOnce
            );
            await Task.Delay(Pause, time, ct);
        }
    }

    private static Task<int> DeleteAsync(UserTransaction tx, UserTable table, string sql, object? args) =>
        table.IsAppendOnly ? tx.RemoveAsync(sql, args) : tx.ExecuteAsync(sql, args);
}
