using Npgsql;
using Strata.Database.PostgreSql;
using Strata.Testing;

namespace Strata.Database.Tests.Engines;

/// <summary>What is done to whole tables of PostgreSQL takes as long as it takes, and holds nobody else up.</summary>
public class LongStatementTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Migration_may_take_longer_than_a_request()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.PostgreSql);
        await using var hurried = new PostgreSqlDatabase(Hurried(test.Location));

        await hurried.MigrateAsync(
            [.. Migration.Embedded(Engine.PostgreSql), new Migration(9001, "9001_slow", "select pg_sleep(2)")],
            Token
        );

        (await test.Database.AppliedAsync(Token)).Select(a => a.Name).Last().ShouldBe("9001_slow");
    }

    [Fact]
    public async Task Erasure_may_wait_longer_than_a_request()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.PostgreSql);
        var user = await test.AddUserAsync();
        await using var hurried = new PostgreSqlDatabase(Hurried(test.Location));
        await using var reader = await ReadingAsync(test.Location, "sources");

        await using var erasure = await ((IDatabase)hurried).OpenErasureAsync(user, Token);
        var left = await erasure.RewriteAsync(["sources"], null, Token); // waits for two seconds

        left.ShouldContain("sources");
    }

    [Fact]
    public async Task Migration_that_waits_for_a_long_read_holds_up_no_other_and_says_what_it_waits_for()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.PostgreSql);
        var user = await test.AddUserAsync();
        var told = new TaskCompletionSource<string>();
        await using var database = new PostgreSqlDatabase(test.Location) { Tell = text => told.TrySetResult(text) };
        Task migrating;
        await using (await ReadingAsync(test.Location, "ledger_heads"))
        {
            migrating = database.MigrateAsync(
                [
                    .. Migration.Embedded(Engine.PostgreSql),
                    new Migration(9001, "9001_colour", "alter table ledger_heads add column colour text"),
                ],
                Token
            );

            (await told.Task.WaitAsync(Token)).ShouldContain("(a long read, idle in transaction)");

            (
                await test.Database.ReadAsync(user, c => c.QueryAsync<long>("select seq from ledger_heads where user_id = @user"), Token)
            ).ShouldBe([0]);
            migrating.IsCompleted.ShouldBeFalse();
        }
        await migrating;
        (await test.Database.AppliedAsync(Token)).Select(a => a.Name).Last().ShouldBe("9001_colour");
    }

    private static string Hurried(string url) =>
        new NpgsqlConnectionStringBuilder(PostgreSqlUrl.Parse(url).ToString()) { CommandTimeout = 1 }.ToString();

    /// <summary>A transaction that has read from the table, and stays open.</summary>
    private static async Task<NpgsqlConnection> ReadingAsync(string url, string table)
    {
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(PostgreSqlUrl.Parse(url).ToString())
            {
                Pooling = false,
                ApplicationName = "a long read",
            }.ToString()
        );
        await connection.OpenAsync(Token);
        await using var read = new NpgsqlCommand($"set role strata_owner; begin; select count(*) from strata.\"{table}\"", connection);
        await read.ExecuteNonQueryAsync(Token);
        return connection;
    }
}
