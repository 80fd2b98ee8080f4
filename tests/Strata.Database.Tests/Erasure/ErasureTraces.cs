using Microsoft.Data.Sqlite;
using Npgsql;
using Strata.Database.PostgreSql;
using Strata.Testing;

namespace Strata.Erasure;

/// <summary>Looks for what should be gone where nobody asks the program: in files, and in tables past all policies.</summary>
internal static class ErasureTraces
{
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>
    /// Files of the store's folder, and of the database of a PostgreSQL of ours, whose path or bytes hold one of the marks.
    /// </summary>
    public static async Task<List<string>> InFilesAsync(TestStore store, params byte[][] marks)
    {
        var folders = new List<string> { store.Folder };
        if (store.Options.DatabaseUrl is { } url && await DatabaseFolderAsync(url) is { } folder)
        {
            folders.Add(folder);
        }
        return
        [
            .. folders
                .SelectMany(f => Directory.EnumerateFileSystemEntries(f, "*", SearchOption.AllDirectories))
                .Where(f =>
                    marks.Any(m =>
                        Encoding.UTF8.GetBytes(f).AsSpan().IndexOf(m) >= 0 || (File.Exists(f) && Read(f).AsSpan().IndexOf(m) >= 0)
                    )
                ),
        ];
    }

    /// <summary>Tables that have rows with that user.</summary>
    public static async Task<List<string>> InTablesAsync(TestStore store, string user)
    {
        await using System.Data.Common.DbConnection connection = store.Options.DatabaseUrl is { } url
            ? await SuperuserAsync(url)
                ?? await OpenAsync(
                    new NpgsqlConnection(PostgreSqlUrl.Parse(url) + $";Pooling=false;Options=-c role=strata_app -c strata.user_id={user}")
                )
            : await OpenAsync(new SqliteConnection($"Data Source={Path.Combine(store.Folder, "strata.db")};Pooling=False"));
        var tables = await ListAsync(
            connection,
            connection is SqliteConnection
                ? "select m.name from sqlite_master m where m.type = 'table' and exists (select 1 from pragma_table_info(m.name) where name = 'user_id')"
                : "select 'strata.' || c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid where c.relnamespace = 'strata'::regnamespace and c.relkind = 'r' and a.attname = 'user_id'"
        );
        tables.Count.ShouldBeGreaterThan(30);
        var left = new List<string>();
        foreach (var table in tables)
        {
            left.AddRange((await ListAsync(connection, $"select '{table}' from {table} where user_id = '{user}' limit 1")));
        }
        return left;
    }

    private static byte[] Read(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return bytes.ToArray();
        }
        catch (FileNotFoundException)
        {
            return []; // the database has removed or renamed it since it was listed: it makes some for a moment
        }
    }

    /// <summary>Null where the cluster is not one of ours.</summary>
    private static async Task<string?> DatabaseFolderAsync(string url)
    {
        await using var connection = await SuperuserAsync(url);
        if (connection is null)
        {
            return null;
        }
        await ListAsync(connection, "checkpoint");
        return (
            await ListAsync(
                connection,
                "select current_setting('data_directory') || '/base/' || oid from pg_database where datname = current_database()"
            )
        )[0];
    }

    /// <summary>Clusters of ours trust whoever comes through their socket.</summary>
    private static async Task<NpgsqlConnection?> SuperuserAsync(string url)
    {
        var builder = PostgreSqlUrl.Parse(url);
        if (builder.Host?.Contains("strata-pg-", StringComparison.Ordinal) != true)
        {
            return null;
        }
        builder.Username = "postgres";
        builder.Pooling = false;
        return (NpgsqlConnection)await OpenAsync(new NpgsqlConnection(builder.ToString()));
    }

    private static async Task<System.Data.Common.DbConnection> OpenAsync(System.Data.Common.DbConnection connection)
    {
        await connection.OpenAsync(None);
        return connection;
    }

    private static async Task<List<string>> ListAsync(System.Data.Common.DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(None);
        var rows = new List<string>();
        while (await reader.ReadAsync(None))
        {
            rows.Add(reader.GetString(0));
        }
        return rows;
    }
}
