using Strata.Database.PostgreSql;
using Strata.Database.Sqlite;
using Strata.Testing;

namespace Strata.Database.Tests.Engines;

public class MigrationTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Theory, DatabaseData]
    public async Task Migrating_twice_changes_nothing_the_second_time(Engine engine)
    {
        await using var test = await TestDatabase.CreateEmptyAsync(engine);

        await test.Database.MigrateAsync(Token);
        var user = await test.AddUserAsync();
        await test.Database.MigrateAsync(Token);

        (await test.Database.UserExistsAsync(user, Token)).ShouldBeTrue();
    }

    [Theory, DatabaseData]
    public async Task Processes_that_migrate_at_once_apply_each_step_once(Engine engine)
    {
        await using var test = await TestDatabase.CreateEmptyAsync(engine);
        await using var second = test.OpenAgain();
        await using var third = test.OpenAgain();

        await Task.WhenAll(new[] { test.Database, second, third }.Select(d => Task.Run(() => d.MigrateAsync(Token), Token)));

        (await test.AddUserAsync()).Value.ShouldBe("alice");
    }

    [Theory, DatabaseData]
    public async Task Migration_is_applied_with_all_steps_or_none(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        Migration good = new(9001, "9001_good", "create table extra (user_id text not null primary key)");
        Migration bad = new(9002, "9002_bad", "create table broken (");

        await Should.ThrowAsync<Exception>(() => MigrateAsync(test.Database, [.. Migration.Embedded(engine), good, bad]));
        await MigrateAsync(test.Database, [.. Migration.Embedded(engine), good]);

        var user = await test.AddUserAsync();
        await test.Database.WriteAsync(user, tx => tx.ExecuteAsync("insert into extra (user_id) values (@user)"), Token);
    }

    [Theory, DatabaseData]
    public async Task Database_is_refused_when_a_step_of_it_is_not_ours(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var ours = Migration.Embedded(engine);
        Migration[] changed = [ours[0] with { Sql = ours[0].Sql + " -- changed" }, .. ours.Skip(1)];

        var error = await Should.ThrowAsync<InvalidOperationException>(() => MigrateAsync(test.Database, changed));

        error.Message.ShouldContain("0001_core");
    }

    [Theory, DatabaseData]
    public async Task Database_is_refused_when_it_is_newer(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var ours = Migration.Embedded(engine);
        await MigrateAsync(test.Database, [.. ours, new Migration(9001, "9001_future", "create table future (user_id text not null primary key)")]);

        var error = await Should.ThrowAsync<InvalidOperationException>(() => MigrateAsync(test.Database, ours));

        error.Message.ShouldContain("newer");
        error.Message.ShouldContain("9001_future");
    }

    [Fact]
    public void Checksum_does_not_depend_on_line_ends() =>
        new Migration(1, "a", "select 1;\r\nselect 2;\r\n").Checksum.ShouldBe(new Migration(1, "a", "select 1;\nselect 2;\n").Checksum);

    private static Task MigrateAsync(IDatabase database, IReadOnlyList<Migration> migrations) =>
        database switch
        {
            SqliteDatabase sqlite => sqlite.MigrateAsync(migrations, Token),
            PostgreSqlDatabase postgreSql => postgreSql.MigrateAsync(migrations, Token),
            _ => throw new InvalidOperationException(),
        };
}
