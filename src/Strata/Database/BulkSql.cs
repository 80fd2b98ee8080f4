using System.Collections.Concurrent;

namespace Strata.Database;

/// <summary>
/// Builds the statements that write a <see cref="BulkTable"/>. Table and column names come from our own code, never from input.
/// </summary>
internal static class BulkSql
{
    private static readonly ConcurrentDictionary<(Engine, string, string, BulkMode), string> Cache = new();

    /// <summary>Number of values per row: all columns, or only the key's for a delete.</summary>
    public static int Width(BulkTable table, BulkMode mode) => mode == BulkMode.Delete ? table.Key.Count : table.Columns.Count;

    /// <summary>SQLite: parameter 1 is the user, the others one row's values.</summary>
    public static string PerRow(BulkTable table, BulkMode mode) =>
        Cache.GetOrAdd(
            CacheKey(Engine.Sqlite, table, mode),
            _ =>
                mode == BulkMode.Delete
                    ? $"delete from {table.Name} where user_id = ?1" + string.Concat(table.Key.Select((k, i) => $" and {k} = ?{i + 2}"))
                    : $"insert into {table.Name} (user_id, {Names(table)}) values (?1"
                        + string.Concat(table.Columns.Select((_, i) => $", ?{i + 2}"))
                        + ")"
                        + OnConflict(table, mode)
        );

    /// <summary>PostgreSQL: parameter 1 is the user, the others one array per column.</summary>
    public static string PerColumn(BulkTable table, BulkMode mode) =>
        Cache.GetOrAdd(
            CacheKey(Engine.PostgreSql, table, mode),
            _ =>
                mode == BulkMode.Delete
                    ? $"delete from {table.Name} t using unnest({Arrays(KeyColumns(table))}) as k({string.Join(", ", table.Key)}) where t.user_id = $1"
                        + string.Concat(table.Key.Select(k => $" and t.{k} = k.{k}"))
                    : $"insert into {table.Name} (user_id, {Names(table)}) select $1, v.* from unnest({Arrays(table.Columns)}) as v"
                        + OnConflict(table, mode)
        );

    /// <summary>Columns of a row in this mode, in order.</summary>
    public static IReadOnlyList<BulkColumn> Columns(BulkTable table, BulkMode mode) =>
        mode == BulkMode.Delete ? KeyColumns(table) : table.Columns;

    private static (Engine, string, string, BulkMode) CacheKey(Engine engine, BulkTable table, BulkMode mode) =>
        (engine, table.Name, Names(table), mode);

    private static BulkColumn[] KeyColumns(BulkTable table) =>
        [.. table.Key.Select(k => table.Columns.First(c => string.Equals(c.Name, k, StringComparison.Ordinal)))];

    private static string Names(BulkTable table) => string.Join(", ", table.Columns.Select(c => c.Name));

    private static string OnConflict(BulkTable table, BulkMode mode)
    {
        var key = string.Concat(table.Key.Select(k => ", " + k));
        var rest = table.Columns.Select(c => c.Name).Except(table.Key, StringComparer.Ordinal).Select(c => $"{c} = excluded.{c}").ToList();
        return mode switch
        {
            BulkMode.InsertIfAbsent => $" on conflict (user_id{key}) do nothing",
            BulkMode.Upsert when rest.Count == 0 => $" on conflict (user_id{key}) do nothing",
            BulkMode.Upsert => $" on conflict (user_id{key}) do update set {string.Join(", ", rest)}",
            _ => "",
        };
    }

    private static string Arrays(IEnumerable<BulkColumn> columns) =>
        string.Join(", ", columns.Select((c, i) => $"${i + 2}::{TypeName(c.Type)}[]"));

    private static string TypeName(BulkType type) =>
        type switch
        {
            BulkType.Integer => "bigint",
            BulkType.Text => "text",
            BulkType.Bytes => "bytea",
            _ => "double precision",
        };
}
