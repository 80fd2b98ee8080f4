using Strata.Database.Sqlite;
using Strata.Testing;

namespace Strata.Database.Tests.Engines;

public class SqliteLogTests
{
    private const int Frame = 4096 + 24;
    private const long Limit = 64 * Frame;
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Log_begins_again_and_is_cut_while_writes_and_short_reads_go_on()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        var user = await test.AddUserAsync();
        await using var database = new SqliteDatabase(test.Location, Limit);
        await WriteAsync(database, user, "first");
        var (length, written, cut) = (0L, 1, 0);
        var first = SqliteLogFile.Generation(test.Location);

        // Copying goes on beside the writes, so it is the machine that says how many of them fall between two times.
        while (cut < 3 && written < 20_000)
        {
            await WriteAsync(database, user, $"k{written}");
            (await CountAsync(database, user)).ShouldBe(++written);
            cut += LogLength(test) < length ? 1 : 0;
            length = LogLength(test);
        }

        cut.ShouldBe(3, $"in {written} commits");
        unchecked(SqliteLogFile.Generation(test.Location) - first).ShouldBeGreaterThanOrEqualTo(3U);
    }

    [Fact]
    public async Task Log_that_a_long_read_keeps_is_looked_at_seldom_and_begins_again_after_it()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        var user = await test.AddUserAsync();
        await using var database = new SqliteDatabase(test.Location, Limit);
        await WriteAsync(database, user, "first");
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reading = database.ReadAsync(
            user,
            async connection =>
            {
                await CountAsync(connection);
                begun.SetResult();
                await ended.Task.WaitAsync(Token);
                return await CountAsync(connection);
            },
            Token
        );
        await begun.Task.WaitAsync(Token);
        for (var i = 0; i < 100; i++)
        {
            await WriteAsync(database, user, $"beside{i}");
        }
        var kept = LogLength(test);
        kept.ShouldBeGreaterThan(100 * 5 * Frame);

        ended.SetResult();
        (await reading).ShouldBe(1);
        // Copying goes on beside the writes, so it is the machine that says after how many of them the log begins again.
        var after = 0;
        while (LogLength(test) >= kept && after < 20_000)
        {
            await WriteAsync(database, user, $"after{after++}");
        }
        LogLength(test).ShouldBeLessThan(kept, $"after {after} commits");
        (await CountAsync(database, user)).ShouldBe(101 + after);
    }

    [Fact]
    public async Task Clean_close_leaves_no_log_and_a_file_that_holds_everything()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        var user = await test.AddUserAsync();
        await using (var database = new SqliteDatabase(test.Location, Limit))
        {
            for (var i = 0; i < 50; i++)
            {
                await WriteAsync(database, user, $"k{i}");
            }
            File.Exists(test.Location + "-wal").ShouldBeTrue();
        }

        File.Exists(test.Location + "-wal").ShouldBeFalse();
        (await CountAsync(test.Database, user)).ShouldBe(50);
    }

    [Fact]
    public async Task Log_does_not_grow_with_each_that_writes_a_little_while_another_has_the_file_open()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        var user = await test.AddUserAsync();
        (await CountAsync(test.Database, user)).ShouldBe(0);

        for (var i = 0; i < 60; i++)
        {
            await using var brief = new SqliteDatabase(test.Location, Limit);
            await WriteAsync(brief, user, $"k{i}");
        }

        LogLength(test).ShouldBeLessThan(3 * Limit);
        (await CountAsync(test.Database, user)).ShouldBe(60);
    }

    [Fact]
    public async Task Nobody_copies_while_another_has_the_turn()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        var user = await test.AddUserAsync();
        await using (var database = new SqliteDatabase(test.Location, Limit))
        {
            var file = new FileInfo(test.Location);
            var before = file.Length;
            using (TakeTurn(test))
            {
                for (var i = 0; i < 60; i++)
                {
                    await WriteAsync(database, user, $"k{i}");
                }
                LogLength(test).ShouldBeGreaterThan(4 * Limit);
                await database.AddUserAsync(new UserId("bob"), null, 0, null, Token);
            }
            file.Refresh();
            file.Length.ShouldBe(before);

            await WriteAsync(database, user, "copied after this");
        }

        new FileInfo(test.Location).Length.ShouldBeGreaterThan(60 * 20_000);
    }

    [Fact]
    public async Task Log_is_copied_only_after_a_commit_that_made_it_longer_even_if_nothing_was_written()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        var user = await test.AddUserAsync();
        (await CountAsync(test.Database, user)).ShouldBe(0);
        long before;
        await using (var database = new SqliteDatabase(test.Location, Limit))
        {
            using (TakeTurn(test))
            {
                for (var i = 0; i < 20; i++)
                {
                    await WriteAsync(database, user, $"k{i}");
                }
            }
            before = LogLength(test);
            before.ShouldBeGreaterThan(Limit);

            await database.WriteAsync(user, _ => Task.FromResult(0), Token);
        }

        LogLength(test).ShouldBe(before + Frame);
        new FileInfo(test.Location).Length.ShouldBeGreaterThan(20 * 20_000);
    }

    private static FileStream TakeTurn(TestDatabase test) =>
        new(test.Location + "-checkpoint", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    private static long LogLength(TestDatabase test) => new FileInfo(test.Location + "-wal").Length;

    private static Task<int> WriteAsync(SqliteDatabase database, UserId user, string key) =>
        database.WriteAsync(
            user,
            tx =>
                tx.ExecuteAsync(
                    "insert into receipts (user_id, idempotency_key, request_hash, response, recorded_at) values (@user, @key, '', @response, 0)",
                    new { key, response = new string('x', 20_000) }
                ),
            Token
        );

    private static Task<long> CountAsync(IDatabase database, UserId user) => database.ReadAsync(user, CountAsync, Token);

    private static Task<long> CountAsync(UserConnection connection) =>
        connection.QueryFirstOrDefaultAsync<long>("select count(*) from receipts where user_id = @user");
}
