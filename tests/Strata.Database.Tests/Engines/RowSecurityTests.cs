using Npgsql;
using Strata.Database.PostgreSql;
using Strata.Testing;

namespace Strata.Database.Tests.Engines;

/// <summary>What raw SQL can do in the role that the application runs as, whatever the program above it forgot.</summary>
public class RowSecurityTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact, Trait("req", "G9")]
    public async Task Nothing_is_seen_or_changed_when_no_user_is_set()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.PostgreSql);
        var (alice, _) = await TwoUsersAsync(test);
        await using var app = await OpenAsAppAsync(test);

        foreach (var table in await TablesAsync(app))
        {
            (await CountAsync(app, $"select count(*) from {table}")).ShouldBe(0, table);
        }
        (await ChangedAsync(app, "update ledger_heads set seq = 99")).ShouldBe(0);
        (await ChangedAsync(app, "delete from receipts")).ShouldBe(0);
        await RefusedAsync(app, "insert into receipts values ('alice', 'new', 'h', 'r', 1)", PostgresErrorCodes.InsufficientPrivilege);
        await RefusedAsync(app, "truncate receipts", PostgresErrorCodes.InsufficientPrivilege);
        await RefusedAsync(app, "select * from instance", PostgresErrorCodes.InsufficientPrivilege);
        (await ChangedAsync(app, "delete from ledger_heads")).ShouldBe(0);
        (await ReceiptsAsync(test, alice)).ShouldBe(["of alice"]);
    }

    [Fact]
    public async Task Only_the_users_own_rows_are_seen_and_changed_when_one_is_set()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.PostgreSql);
        var (alice, bob) = await TwoUsersAsync(test);
        await using var app = await OpenAsAppAsync(test);
        await ChangedAsync(app, "select set_config('strata.user_id', 'alice', false)");

        foreach (var table in await TablesAsync(app))
        {
            (await CountAsync(app, $"select count(*) from {table} where user_id <> 'alice'")).ShouldBe(0, table);
        }
        (await CountAsync(app, "select count(*) from receipts")).ShouldBe(1);
        (await CountAsync(app, "select count(*) from users")).ShouldBe(1);
        (await ChangedAsync(app, "delete from receipts where user_id = 'bob'")).ShouldBe(0);
        await RefusedAsync(app, "insert into receipts values ('bob', 'new', 'h', 'r', 1)", PostgresErrorCodes.InsufficientPrivilege);
        await RefusedAsync(app, "update receipts set user_id = 'bob'", PostgresErrorCodes.InsufficientPrivilege);
        await RefusedAsync(app, "insert into users values ('carol', 3, null, 1)", PostgresErrorCodes.InsufficientPrivilege);
        (await ReceiptsAsync(test, alice)).ShouldBe(["of alice"]);
        (await ReceiptsAsync(test, bob)).ShouldBe(["of bob"]);
    }

    [Fact]
    public async Task Role_stays_what_it_is_when_the_session_is_reset()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.PostgreSql);
        await using var app = await OpenAsAppAsync(test);

        await ChangedAsync(app, "discard all");

        (await ScalarAsync(app, "select current_user::text")).ShouldBe("strata_app");
    }

    [Theory, DatabaseData, Trait("req", "G9")]
    public async Task Connection_of_one_user_never_shows_rows_of_another(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var (alice, bob) = await TwoUsersAsync(test);

        (await ReceiptsAsync(test, alice)).ShouldBe(["of alice"]);
        (await ReceiptsAsync(test, bob)).ShouldBe(["of bob"]);
        await test.Database.WriteAsync(alice, tx => tx.ExecuteAsync("delete from receipts where user_id = @user"), Token);
        (await ReceiptsAsync(test, alice)).ShouldBeEmpty();
        (await ReceiptsAsync(test, bob)).ShouldBe(["of bob"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("begin isolation level repeatable read read only")]
    public async Task User_is_gone_from_the_connection_when_the_transaction_has_ended(string? begin)
    {
        await using var test = await TestDatabase.CreateAsync(Engine.PostgreSql);
        var (alice, _) = await TwoUsersAsync(test);
        await using var app = await OpenAsAppAsync(test);
        var queries = new PostgreSqlQueries(app, new PlanCacheReset(), alice, Token);
        queries.CheckWithNext(begin, known: null);

        var own = SqlText.For(Engine.PostgreSql, "select idempotency_key from receipts where user_id = @user");
        (await queries.QueryAsync<string>(own, args: null)).ShouldBe(["of alice"]);
        if (begin is not null)
        {
            await ChangedAsync(app, "rollback");
        }

        (await ScalarAsync(app, "select coalesce(current_setting('strata.user_id', true), '')")).ShouldBe("");
        (await CountAsync(app, "select count(*) from receipts")).ShouldBe(0);
        (await queries.QueryAsync<string>(own, args: null)).ShouldBeEmpty();
    }

    [Theory, DatabaseData]
    public async Task Single_question_shows_rows_of_its_user_only_and_refuses_who_is_unknown(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var (alice, bob) = await TwoUsersAsync(test);
        const string own = "select idempotency_key from receipts where user_id = @user order by 1 desc";

        (await test.Database.FindAsync<string>(bob, own, args: null, Token)).ShouldBe("of bob");
        (await test.Database.FindAsync<string>(alice, own, args: null, Token)).ShouldBe("of alice");
        (
            await Should.ThrowAsync<StrataException>(() => test.Database.FindAsync<string>(new UserId("carol"), own, args: null, Token))
        ).Code.ShouldBe(ErrorCode.Unauthenticated);
    }

    [Theory, DatabaseData]
    public async Task Questions_asked_ahead_get_their_own_answers_in_any_order(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var (alice, _) = await TwoUsersAsync(test);

        var answers = await test.Database.ReadAsync(
            alice,
            async c =>
            {
                var none = c.Ask<string>(
                    "select idempotency_key from receipts where user_id = @user and idempotency_key IN_LIST(@keys)",
                    new { keys = new[] { "x" } }
                );
                var number = c.Ask<long>("select user_no from users where user_id = @user");
                var first = await c.QueryAsync<string>("select idempotency_key from receipts where user_id = @user");
                var unused = c.Ask<long>("select user_no from users where user_id = @user");
                return (First: first, Number: await number.RowsAsync(), None: await none.RowsAsync(), c.UserNo, unused);
            },
            Token
        );

        answers.First.ShouldBe(["of alice"]);
        answers.Number.ShouldBe([answers.UserNo]);
        answers.None.ShouldBeEmpty();
    }

    private static async Task<(UserId Alice, UserId Bob)> TwoUsersAsync(TestDatabase test)
    {
        var users = (await test.AddUserAsync("alice"), await test.AddUserAsync("bob"));
        foreach (var user in new[] { users.Item1, users.Item2 })
        {
            await test.Database.WriteAsync(
                user,
                tx =>
                    tx.ExecuteAsync(
                        "insert into receipts (user_id, idempotency_key, request_hash, response, recorded_at) values (@user, @key, 'h', 'r', 1)",
                        new { key = "of " + user }
                    ),
                Token
            );
        }
        return users;
    }

    private static Task<IReadOnlyList<string>> ReceiptsAsync(TestDatabase test, UserId user) =>
        test.Database.ReadAsync(user, r => r.QueryAsync<string>("select idempotency_key from receipts where user_id = @user"), Token);

    private static async Task<NpgsqlConnection> OpenAsAppAsync(TestDatabase test)
    {
        var builder = PostgreSqlUrl.Parse(test.Location);
        builder.Options = "-c role=strata_app -c search_path=strata";
        builder.Pooling = false;
        var connection = new NpgsqlConnection(builder.ToString());
        await connection.OpenAsync(Token);
        return connection;
    }

    private static async Task<List<string>> TablesAsync(NpgsqlConnection app)
    {
        await using var command = new NpgsqlCommand(
            "select tablename::text from pg_tables where schemaname = 'strata' and tablename not in ('strata_migrations', 'instance')",
            app
        );
        await using var reader = await command.ExecuteReaderAsync(Token);
        var tables = new List<string>();
        while (await reader.ReadAsync(Token))
        {
            tables.Add(reader.GetString(0));
        }
        tables.Count.ShouldBeGreaterThan(15);
        return tables;
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection app, string sql)
    {
        await using var command = new NpgsqlCommand(sql, app);
        return await command.ExecuteScalarAsync(Token);
    }

    private static async Task<long> CountAsync(NpgsqlConnection app, string sql) => (long)(await ScalarAsync(app, sql) ?? -1L);

    private static async Task<int> ChangedAsync(NpgsqlConnection app, string sql)
    {
        await using var command = new NpgsqlCommand(sql, app);
        return await command.ExecuteNonQueryAsync(Token);
    }

    private static async Task RefusedAsync(NpgsqlConnection app, string sql, string state) =>
        (await Should.ThrowAsync<PostgresException>(() => ChangedAsync(app, sql))).SqlState.ShouldBe(state);
}
