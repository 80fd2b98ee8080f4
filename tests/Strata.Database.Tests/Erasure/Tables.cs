using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Npgsql;
using Strata.Database.PostgreSql;
using Strata.Testing;

namespace Strata.Erasure;

/// <summary>Rows that no operation of a test's makes by itself.</summary>
internal static class Tables
{
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>A table of users' rows that this program does not know, with three rows of one.</summary>
    public static async Task AddAsync(TestStore store, string table, string user)
    {
        await using System.Data.Common.DbConnection connection = store.Options.DatabaseUrl is { } url
            ? new NpgsqlConnection(PostgreSqlUrl.Parse(url) + ";Pooling=false;Options=-c role=strata_owner -c search_path=strata")
            : new SqliteConnection($"Data Source={Path.Combine(store.Folder, "strata.db")};Pooling=False");
        await connection.OpenAsync(None);
        await using var command = connection.CreateCommand();
        // It refers to what refers to others, so that the order counts.
        command.CommandText = $"""
            create table {table} (user_id text not null, no bigint not null, source_no bigint, primary key (user_id, no),
                foreign key (user_id, source_no) references sources (user_id, source_no));
            insert into {table} values ('{user}', 1, null), ('{user}', 2, null), ('{user}', 3, null)
            """;
        await command.ExecuteNonQueryAsync(None);
        await store.Store.Database.MigrateAsync(None); // gives it the protection of all tables
        await store.Store.Database.WriteAsync(
            new UserId(user),
            tx =>
                tx.ExecuteAsync(
                    $"update {table} set source_no = (select min(source_no) from sources where user_id = @user) where user_id = @user"
                ),
            None
        );
    }

    /// <summary>Has PostgreSQL look at what the tables hold, as it does by itself now and then.</summary>
    public static async Task AnalyseAsync(TestStore store)
    {
        await using var connection = new NpgsqlConnection(
            PostgreSqlUrl.Parse(store.Options.DatabaseUrl.ShouldNotBeNull()) + ";Pooling=false;Options=-c role=strata_owner"
        );
        await connection.OpenAsync(None);
        await using var command = new NpgsqlCommand("analyze", connection);
        await command.ExecuteNonQueryAsync(None);
    }

    /// <summary>Bytes that wait for a store which does not answer.</summary>
    public static Task<int> SpoolAsync(StrataStore store, UserId user, byte[] bytes) =>
        store.Database.WriteAsync(
            user,
            async tx =>
            {
                await tx.ExecuteAsync(
                    "insert into spools (user_id, spool_no, digest, byte_size, is_held, spooled_at) values (@user, 1, @digest, @size, 1, 1)",
                    new { digest = Convert.ToHexStringLower(SHA256.HashData(bytes)), size = bytes.LongLength }
                );
                await tx.ExecuteAsync(
                    "insert into usage_reservations (user_id, reservation_id, bytes, expires_at) values (@user, 'r', 0, 1)"
                );
                return await tx.ExecuteAsync(
                    "insert into spool_pieces (user_id, spool_no, piece_no, bytes) values (@user, 1, 0, @bytes)",
                    new { bytes }
                );
            },
            None
        );
}
