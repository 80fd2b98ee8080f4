using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Strata.Database.PostgreSql;
using Strata.Testing;

namespace Strata.Verification;

/// <summary>Makes a store's writes fail at a chosen table, from outside the program, and mends it again.</summary>
internal static class WriteFaults
{
    public static Task BreakAsync(TestStore store, string table, string operation = "insert") =>
        RunAsync(
            store,
            $"create trigger sabotage before {operation} on {table} begin select raise(abort, 'sabotage'); end",
            $"""
            set role strata_owner;
            create function sabotage() returns trigger language plpgsql as 'begin raise exception ''sabotage''; end';
            create trigger sabotage before {operation} on {table} for each row execute function sabotage()
            """
        );

    public static Task MendAsync(TestStore store, string table) =>
        RunAsync(store, "drop trigger sabotage", $"set role strata_owner; drop trigger sabotage on {table}; drop function sabotage()");

    /// <summary>Lets rows of a table be changed that a trigger holds.</summary>
    public static Task UnguardAsync(TestStore store, string table, string trigger) =>
        RunAsync(store, $"drop trigger {trigger}", $"set role strata_owner; alter table {table} disable trigger user");

    /// <summary>Runs a statement on alice's rows past the program.</summary>
    /// <param name="role">Whom the table lets change it (PostgreSQL).</param>
    /// <returns>How many rows it changed, where that is told.</returns>
    public static Task<int> DamageAsync(TestStore store, string sql, string role = "strata_app") =>
        RunAsync(store, sql, $"set role {role}; set strata.user_id = 'alice'; {sql}");

    /// <summary>The first column of what a query on alice's rows gives.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(TestStore store, string sql)
    {
        var rows = new List<string>();
        await using var connection = await OpenAsync(store);
        await using var command = connection.CreateCommand();
        command.CommandText = connection is NpgsqlConnection ? $"set role strata_app; set strata.user_id = 'alice'; {sql}" : sql;
        await using var reader = await command.ExecuteReaderAsync(CancellationToken.None);
        while (await reader.ReadAsync(CancellationToken.None))
        {
            rows.Add(reader.GetString(0));
        }
        return rows;
    }

    private static async Task<int> RunAsync(TestStore store, string sqlite, string postgres)
    {
        await using var connection = await OpenAsync(store);
        await using var command = connection.CreateCommand();
        command.CommandText = connection is NpgsqlConnection ? postgres : sqlite;
        return await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private static async Task<DbConnection> OpenAsync(TestStore store)
    {
        DbConnection connection = store.Options.DatabaseUrl is { } url
            ? new NpgsqlConnection(PostgreSqlUrl.Parse(url).ToString() + ";Pooling=false;Search Path=strata")
            : new SqliteConnection($"Data Source={Path.Combine(store.Folder, "strata.db")};Pooling=False");
        await connection.OpenAsync(CancellationToken.None);
        return connection;
    }
}
