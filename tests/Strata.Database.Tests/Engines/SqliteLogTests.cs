using System.Diagnostics;
using Strata.Database.Sqlite;
using Strata.Testing;

namespace Strata.Database.Tests.Engines;

public class SqliteLogTests
{
    private const int Frame = 4096 + 24;
    private static readonly LogLimits Limits = new(Pass: 64, Longest: 256, Slow: 1024, Wait: TimeSpan.FromMilliseconds(20));
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Log_begins_again_while_writes_and_short_reads_go_on()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        var user = await test.AddUserAsync();
        await using var database = new SqliteDatabase(test.Location, Limits);

        for (var i = 0; i < 300; i++)
        {
            await WriteAsync(database, user, $"k{i}");
            (await CountAsync(database, user)).ShouldBe(i + 1);
        }

        // 300 commits wrote about 2,400 frames.
        new FileInfo(test.Location + "-wal").Length.ShouldBeLessThan((Limits.Longest + 64) * Frame);
    }

    [Fact]
    public async Task Commits_are_slowed_while_a_long_read_keeps_the_log_and_it_begins_again_afterwards()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        var user = await test.AddUserAsync();
        await using var database = new SqliteDatabase(test.Location, Limits);
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

        var next = 0;
        while (new FileInfo(test.Location + "-wal").Length < (Limits.Slow + 32) * Frame)
        {
            await WriteAsync(database, user, $"before{next++}");
        }
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 10; i++)
        {
            await WriteAsync(database, user, $"slow{next++}");
        }
        // The last of them is answered before it waits.
        watch.Elapsed.ShouldBeGreaterThan(Limits.Wait * 9);
        ended.SetResult();
        (await reading).ShouldBe(1);
        await WriteAsync(database, user, $"after{next++}");
        var longest = new FileInfo(test.Location + "-wal").Length;
        for (var i = 0; i < 300; i++)
        {
            await WriteAsync(database, user, $"again{next++}");
        }

        new FileInfo(test.Location + "-wal").Length.ShouldBeLessThanOrEqualTo(longest + (16 * Frame));
        (await CountAsync(database, user)).ShouldBe(next + 1);
    }

    [Fact]
    public async Task Clean_close_leaves_one_file_that_holds_everything()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        var user = await test.AddUserAsync();
        await using (var database = new SqliteDatabase(test.Location, Limits))
        {
            for (var i = 0; i < 100; i++)
            {
                await WriteAsync(database, user, $"k{i}");
            }
            File.Exists(test.Location + "-wal").ShouldBeTrue();
        }

        File.Exists(test.Location + "-wal").ShouldBeFalse();
        (await CountAsync(test.Database, user)).ShouldBe(100);
    }

    [Fact]
    public async Task Log_does_not_grow_with_each_that_writes_a_little_while_another_has_the_file_open()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        var user = await test.AddUserAsync();
        await using var idle = new SqliteDatabase(test.Location, Limits);
        (await CountAsync(idle, user)).ShouldBe(0);

        for (var i = 0; i < 40; i++)
        {
            await using var brief = new SqliteDatabase(test.Location, Limits);
            await WriteAsync(brief, user, $"k{i}");
        }

        new FileInfo(test.Location + "-wal").Length.ShouldBeLessThan(64 * Frame);
        (await CountAsync(idle, user)).ShouldBe(40);
    }

    [Fact]
    public async Task Log_that_another_process_copies_is_left_to_it_and_writes_go_on()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        var user = await test.AddUserAsync();
        await using var database = new SqliteDatabase(test.Location, Limits);
        await using var other = new SqliteDatabase(test.Location, Limits);

        await Task.WhenAll(FillAsync(database, user, "a"), FillAsync(other, user, "b"));

        (await CountAsync(database, user)).ShouldBe(400);
        new FileInfo(test.Location + "-wal").Length.ShouldBeLessThan((Limits.Slow + 64) * Frame);
    }

    private static async Task FillAsync(SqliteDatabase database, UserId user, string prefix)
    {
        for (var i = 0; i < 200; i++)
        {
            await WriteAsync(database, user, $"{prefix}{i}");
        }
    }

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
