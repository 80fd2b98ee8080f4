using Strata.Database.PostgreSql;
using Strata.Testing;

namespace Strata.Database.Tests.Engines;

/// <summary>
/// PostgreSQL is restarted, or what lies between ends connections: wherever that meets a caller, it is trouble of the database and no
/// defect.
/// </summary>
public sealed class CutConnectionTests(CutConnectionTests.Store store) : IClassFixture<CutConnectionTests.Store>
{
    private const string Count = "select count(*) from receipts where user_id = @user";
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private PostgreSqlDatabase Database => store.Database;

    private UserId User => store.User;

    [Fact]
    public Task Write_fails_with_trouble_when_it_is_cut_before_a_statement() =>
        TroubleAsync(() =>
            Database.WriteAsync(
                User,
                async tx =>
                {
                    await InsertAsync(tx, "second");
                    await CutAsync();
                    return await InsertAsync(tx, "third");
                },
                Token
            )
        );

    [Fact]
    public Task Write_fails_with_trouble_when_it_is_cut_before_its_commit() =>
        TroubleAsync(() =>
            Database.WriteAsync(
                User,
                async tx =>
                {
                    await InsertAsync(tx, "second");
                    await CutAsync();
                    return 0;
                },
                Token
            )
        );

    [Fact]
    public Task Write_fails_with_trouble_when_it_goes_on_after_the_error() =>
        TroubleAsync(() =>
            Database.WriteAsync(
                User,
                async tx =>
                {
                    await InsertAsync(tx, "second");
                    await CutAsync();
                    await Should.ThrowAsync<Exception>(() => InsertAsync(tx, "third"));
                    return await InsertAsync(tx, "fourth");
                },
                Token
            )
        );

    [Fact]
    public Task Write_fails_with_trouble_when_it_is_cut_while_rows_come() =>
        TroubleAsync(() =>
            Database.WriteAsync(
                User,
                async tx =>
                {
                    var rows = 0;
                    await foreach (var row in tx.StreamAsync<long>("select n from generate_series(1, 3000) as n where @user <> ''"))
                    {
                        rows += row == 1 ? await CutAsync() : 1;
                    }
                    return rows;
                },
                Token
            )
        );

    [Fact]
    public Task Writes_fail_with_trouble_when_their_group_is_cut() =>
        TroubleAsync(() =>
            Task.WhenAll(
                Enumerable
                    .Range(0, 8)
                    .Select(i =>
                        Database.WriteAsync(
                            User,
                            async tx =>
                            {
                                await InsertAsync(tx, $"k{i}");
                                await CutAsync();
                                return await InsertAsync(tx, $"l{i}");
                            },
                            Token
                        )
                    )
            )
        );

    [Fact]
    public Task Read_fails_with_trouble_when_it_is_cut_between_statements() =>
        TroubleAsync(() =>
            Database.ReadAsync(
                User,
                async c =>
                {
                    await c.QueryAsync<long>(Count);
                    await CutAsync();
                    return await c.QueryAsync<long>(Count);
                },
                Token
            )
        );

    [Fact]
    public Task Read_fails_with_trouble_when_it_goes_on_after_the_error() =>
        TroubleAsync(() =>
            Database.ReadAsync<int>(
                User,
                async c =>
                {
                    await CutAsync();
                    await Should.ThrowAsync<Exception>(() => c.QueryAsync<long>(Count));
                    await c.QueryAsync<long>(Count);
                    return 0;
                },
                Token
            )
        );

    [Fact]
    public Task Turn_of_the_queue_fails_with_trouble_when_it_is_cut_before_its_commit() =>
        TroubleAsync(() =>
            ((IDatabase)Database).QueueAsync(
                QueueUse.Write,
                async queue =>
                {
                    await queue.ExecuteAsync("update jobs set run_at = run_at where job_no = 0");
                    return await CutAsync();
                },
                Token
            )
        );

    /// <summary>That what was under way fails with trouble of the database, and what comes next works.</summary>
    private async Task TroubleAsync(Func<Task> work)
    {
        var error = await Should.ThrowAsync<Exception>(work);
        DatabaseFailure.Of(error).ShouldNotBeNull(error.ToString()).Passes.ShouldBeTrue();
        while (true)
        {
            try
            {
                (await Database.ReadAsync(User, c => c.QueryAsync<long>(Count), Token)).ShouldBe([1]);
                return;
            }
            catch (Exception e) when (DatabaseFailure.Of(e) is not null)
            {
                // The pool has had other connections, each of which is found to be cut once.
            }
        }
    }

    private async Task<int> CutAsync()
    {
        await store.CutAsync();
        return 0;
    }

    private static Task<int> InsertAsync(UserTransaction tx, string key) =>
        tx.ExecuteAsync(
            "insert into receipts (user_id, idempotency_key, request_hash, response, recorded_at) values (@user, @key, 'h', 'r', 1)",
            new { key }
        );

    /// <summary>A database with one row, whose connections have a name by which they are cut.</summary>
    public sealed class Store : IAsyncLifetime
    {
        private const string Name = "cut";

        private TestDatabase? _test;
        private PostgreSqlDatabase? _database;

        public PostgreSqlDatabase Database => _database ?? throw new InvalidOperationException();

        public UserId User { get; private set; }

        public async ValueTask InitializeAsync()
        {
            _test = await TestDatabase.CreateAsync(Engine.PostgreSql);
            User = await _test.AddUserAsync();
            _database = new PostgreSqlDatabase(_test.Location + (_test.Location.Contains('?') ? "&" : "?") + "application_name=" + Name);
            await _database.WriteAsync(User, tx => InsertAsync(tx, "first"), Token);
        }

        public Task CutAsync() => _test?.CutAsync(Name) ?? throw new InvalidOperationException();

        public async ValueTask DisposeAsync()
        {
            await (_database?.DisposeAsync() ?? ValueTask.CompletedTask);
            await (_test?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }
}
