using Npgsql;
using Strata.Database.PostgreSql;
using Strata.Testing;

namespace Strata.Database.Tests.Engines;

/// <summary>A program that has the database open while a newer one changes it.</summary>
public class ProgramFenceTests
{
    private const string Expansion = "9001_contracts_of_users";
    private const string Colours = "create table colours (user_id text not null primary key)";
    private const string Contraction = "9002_contract_meaning";

    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Theory, DatabaseData]
    public async Task Program_goes_on_when_a_newer_one_expands_its_database(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var user = await test.AddUserAsync();
        await WriteAsync(test, user);

        await test.MigrateAheadAsync(Expansion, Colours);

        await WriteAsync(test, user);
        foreach (var (_, use) in Uses(test, user))
        {
            await use();
        }
    }

    [Theory, DatabaseData]
    public async Task Program_reads_and_writes_nothing_more_once_a_newer_one_has_contracted_its_database(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var user = await test.AddUserAsync();
        await WriteAsync(test, user);
        await using var erasure = await test.Database.OpenErasureAsync(user, Token);

        await test.MigrateAheadAsync(Contraction, "-- what a colour means");

        foreach (
            var (name, use) in Uses(test, user)
                .Append(("erasure", () => erasure.WriteAsync(tx => tx.ExecuteAsync("delete from receipts where user_id = @user"), Token)))
        )
        {
            var error = await Should.ThrowAsync<StrataException>(use, name);
            error.Code.ShouldBe(ErrorCode.ProgramOutdated, name);
            error.Message.ShouldContain("9002");
        }
        (await test.Database.ListUsersAsync(Token)).Select(u => u.UserId).ShouldBe(["alice"]);
    }

    /// <summary>On SQLite the question rides on the row of the user.</summary>
    [Fact]
    public async Task Program_that_is_outdated_is_told_so_also_for_a_user_whom_it_does_not_find()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        await test.MigrateAheadAsync(Contraction, "-- what a colour means");

        (await Should.ThrowAsync<StrataException>(() => WriteAsync(test, new UserId("carol")))).Code.ShouldBe(ErrorCode.ProgramOutdated);
    }

    [Fact]
    public async Task Contraction_waits_for_the_writes_that_were_let_in_before_it()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.PostgreSql);
        var user = await test.AddUserAsync();
        Task? migrating = null;

        await test.Database.WriteAsync(
            user,
            async tx =>
            {
                migrating = test.MigrateAheadAsync(Contraction, "-- what a colour means");
                while (!await IsWaitedForAsync(test))
                {
                    migrating.IsCompleted.ShouldBeFalse("it came between a write's beginning and its end");
                }
                return await tx.ExecuteAsync(
                    "insert into receipts (user_id, idempotency_key, request_hash, response, recorded_at) values (@user, 'k', 'h', 'r', 1)"
                );
            },
            Token
        );

        await migrating.ShouldNotBeNull();
        (await test.Database.AppliedAsync(Token))[^1].Name.ShouldBe(Contraction);
    }

    [Theory, DatabaseData]
    public async Task Name_by_which_older_programs_know_a_contraction_is_brought_to_stores_that_have_it_under_another(Engine engine)
    {
        await using var test = await TestDatabase.CreateEmptyAsync(engine);
        var ours = Migration.Embedded(engine);
        var known = ours.Single(m => m.Number == 19);
        await MigrationTests.MigrateAsync(test.Database, [.. ours.Select(m => m == known ? m with { Name = "0019_key_claims" } : m)]);

        await test.Database.MigrateAsync(Token);

        (await test.Database.AppliedAsync(Token))
            .Select(a => (a.Number, a.Name, a.Checksum))
            .ShouldBe(ours.Select(m => (m.Number, m.Name, m.Checksum)));
        var error = await Should.ThrowAsync<StrataException>(() =>
            MigrationTests.MigrateAsync(test.Database, [.. ours.Where(m => m.Number < 19)])
        );
        error.Code.ShouldBe(ErrorCode.ProgramOutdated);
        error.Message.ShouldContain("0019_contract_key_claims");
    }

    [Fact]
    public void Engines_have_the_same_steps() =>
        Migration.Embedded(Engine.Sqlite).Select(m => m.Name).ShouldBe(Migration.Embedded(Engine.PostgreSql).Select(m => m.Name));

    private static IEnumerable<(string Name, Func<Task> Use)> Uses(TestDatabase test, UserId user)
    {
        const string count = "select count(*) from receipts where user_id = @user";
        yield return ("write", () => WriteAsync(test, user));
        yield return ("read", () => test.Database.ReadAsync(user, c => c.QueryAsync<long>(count), Token));
        yield return ("question", () => test.Database.FindAsync<long>(user, count, args: null, Token));
        yield return ("user", () => test.Database.AddUserAsync(new UserId("bob"), null, 1, prepare: null, Token));
        foreach (var use in Enum.GetValues<QueueUse>())
        {
            yield return (
                "queue: " + use,
                () => test.Database.QueueAsync(use, q => q.QueryAsync<long>("select count(*) from jobs"), Token)
            );
        }
        yield return (
            "queue: change",
            () => test.Database.QueueAsync(QueueUse.Write, q => q.ExecuteAsync("delete from jobs where job_no < 0"), Token)
        );
    }

    private static Task<int> WriteAsync(TestDatabase test, UserId user) =>
        test.Database.WriteAsync(
            user,
            tx => tx.ExecuteAsync("update ledger_heads set recorded_at = recorded_at + 1 where user_id = @user"),
            Token
        );

    private static async Task<bool> IsWaitedForAsync(TestDatabase test)
    {
        await using var connection = new NpgsqlConnection(PostgreSqlUrl.Parse(test.Location) + ";Pooling=false");
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand(
            """
            select exists (
                select from pg_locks l join pg_class c on c.oid = l.relation
                where not l.granted and c.relname = 'strata_migrations' and l.database = (select oid from pg_database where datname = current_database()))
            """,
            connection
        );
        return await command.ExecuteScalarAsync(Token) is true;
    }
}
