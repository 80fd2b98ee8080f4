using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Npgsql;
using Strata.Database.PostgreSql;

namespace Strata.Bench;

/// <summary>What a store takes on disk, and its largest tables and indexes.</summary>
internal static class DiskUse
{
    private const int Max = 12;

    public static Task<(long Bytes, IReadOnlyList<(string Name, long Bytes)> Parts)> OfAsync(BenchStore store) =>
        store.Engine == Engine.Sqlite ? OfSqliteAsync(store) : OfPostgresAsync(store);

    private static async Task<(long, IReadOnlyList<(string, long)>)> OfSqliteAsync(BenchStore store)
    {
        await using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = store.Location, Pooling = false }.ToString()
        );
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "pragma wal_checkpoint(truncate)";
        await command.ExecuteNonQueryAsync();
        var bytes = Directory.EnumerateFiles(store.Folder, Path.GetFileName(store.Location) + "*").Sum(f => new FileInfo(f).Length);
        return (bytes, await PartsAsync(store.Location));
    }

    /// <summary>Asked of the shell <c>sqlite3</c>: the library that comes with the program is built without dbstat.</summary>
    private static async Task<IReadOnlyList<(string, long)>> PartsAsync(string file)
    {
        var start = new ProcessStartInfo(
            "sqlite3",
            [file, $"select name, sum(pgsize) from dbstat group by name order by 2 desc limit {Max}"]
        )
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var shell = Process.Start(start) ?? throw new InvalidOperationException("sqlite3 did not start.");
        var lines = (await shell.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await shell.WaitForExitAsync();
        return [.. lines.Select(line => line.Split('|')).Select(part => (part[0], long.Parse(part[1], CultureInfo.InvariantCulture)))];
    }

    private static async Task<(long, IReadOnlyList<(string, long)>)> OfPostgresAsync(BenchStore store)
    {
        await using var source = NpgsqlDataSource.Create(PostgreSqlUrl.Parse(store.Location).ToString());
        await using var size = source.CreateCommand("select pg_database_size(current_database())");
        var bytes = (long)(await size.ExecuteScalarAsync() ?? 0L);
        await using var command = source.CreateCommand(
            $"""
            select c.relname, pg_relation_size(c.oid) + coalesce(pg_relation_size(nullif(c.reltoastrelid, 0)), 0) from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = 'strata' and c.relkind in ('r', 'i') order by 2 desc limit {Max}
            """
        );
        var parts = new List<(string, long)>();
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            parts.Add((rows.GetString(0), rows.GetInt64(1)));
        }
        return (bytes, parts);
    }
}
