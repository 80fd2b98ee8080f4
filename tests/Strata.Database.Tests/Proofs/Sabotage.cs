using Microsoft.Data.Sqlite;
using Npgsql;
using Strata.Database.PostgreSql;
using Strata.Testing;

namespace Strata.Proofs;

/// <summary>Makes a store's writes fail at a chosen table, from outside the program, and mends it again.</summary>
internal static class Sabotage
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
        RunAsync(
            store,
            "drop trigger sabotage",
            $"set role strata_owner; drop trigger sabotage on {table}; drop function sabotage()"
        );

    private static async Task RunAsync(TestStore store, string sqlite, string postgres)
    {
        if (store.Options.DatabaseUrl is { } url)
        {
            await using var connection = new NpgsqlConnection(PostgreSqlUrl.Parse(url).ToString() + ";Pooling=false;Search Path=strata");
            await connection.OpenAsync(CancellationToken.None);
            await using var command = new NpgsqlCommand(postgres, connection);
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
        else
        {
            await using var connection = new SqliteConnection($"Data Source={Path.Combine(store.Folder, "strata.db")};Pooling=False");
            await connection.OpenAsync(CancellationToken.None);
            await using var command = connection.CreateCommand();
            command.CommandText = sqlite;
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }
}
