using Strata.Testing;

namespace Strata.Database.Tests.Engines;

public class GroupCommitTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Theory, DatabaseData]
    public async Task Writes_that_run_at_once_all_land_but_for_the_one_that_fails(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var user = await test.AddUserAsync();

        var writes = Enumerable
            .Range(0, 32)
            .Select(i =>
                Task.Run(
                    () =>
                        test.Database.WriteAsync(
                            user,
                            async tx =>
                            {
                                await InsertAsync(tx, $"k{i}");
                                return i == 7 ? throw new InvalidDataException("seven") : i;
                            },
                            Token
                        ),
                    Token
                )
            )
            .ToArray();
        await Settled(writes);

        for (var i = 0; i < writes.Length; i++)
        {
            if (i == 7)
            {
                (await Should.ThrowAsync<InvalidDataException>(writes[i])).Message.ShouldBe("seven");
            }
            else
            {
                (await writes[i]).ShouldBe(i);
            }
        }
        (await KeysAsync(test.Database, user)).ShouldBe(
            Enumerable.Range(0, 32).Where(i => i != 7).Select(i => $"k{i}").Order(StringComparer.Ordinal)
        );
    }

    [Theory, DatabaseData]
    public async Task Posted_rows_are_seen_by_the_next_question_and_one_that_is_refused_fails_its_own_write_alone(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var user = await test.AddUserAsync();
        Task PostAsync(UserTransaction tx, string key) =>
            tx.PostAsync(
                LedgerTables.Receipts,
                BulkMode.Insert,
                [
                    [key, "h", "r", 1L],
                ]
            );

        (
            await test.Database.WriteAsync(
                user,
                async tx =>
                {
                    await PostAsync(tx, "a");
                    await tx.PostAsync(
                        "update receipts set response = 'changed' where user_id = @user and idempotency_key = @key",
                        new { key = "a" }
                    );
                    return await tx.QueryFirstOrDefaultAsync<string>("select response from receipts where user_id = @user");
                },
                Token
            )
        ).ShouldBe("changed");
        var writes = new[] { "b", "a", "c" }
            .Select(key =>
                test.Database.WriteAsync(
                    user,
                    async tx =>
                    {
                        await PostAsync(tx, key);
                        return key;
                    },
                    Token
                )
            )
            .ToArray();
        await Settled(writes);

        writes.Select(w => w.IsCompletedSuccessfully).ShouldBe([true, false, true]);
        (await KeysAsync(test.Database, user)).ShouldBe(["a", "b", "c"]);
    }

    [Theory, DatabaseData]
    public async Task Waiting_writes_share_one_transaction_and_one_flush(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var user = await test.AddUserAsync();
        await using var gate = await Gate.CloseAsync(test.Database, user);
        var journals = new List<Journal>();

        var writes = Enumerable
            .Range(0, 20)
            .Select(i =>
                test.Database.WriteAsync(
                    user,
                    tx =>
                    {
                        var journal = tx.Shared(t => new Journal(t));
                        journal.Add($"k{i:00}");
                        journals.Add(journal);
                        return Task.FromResult(i);
                    },
                    Token
                )
            )
            .ToArray();
        gate.Open();
        await Task.WhenAll(writes);

        journals.Distinct().Count().ShouldBe(1);
        journals[0].Flushes.ShouldBe(1);
        (await KeysAsync(test.Database, user)).Count.ShouldBe(21);
    }

    [Theory, DatabaseData]
    public async Task Write_that_fails_after_it_wrote_makes_the_others_run_again_alone(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var user = await test.AddUserAsync();
        await using var gate = await Gate.CloseAsync(test.Database, user);
        var runs = new int[5];

        var writes = Enumerable
            .Range(0, 5)
            .Select(i =>
                test.Database.WriteAsync(
                    user,
                    async tx =>
                    {
                        runs[i]++;
                        await InsertAsync(tx, $"k{i}");
                        return i == 3 ? throw new InvalidDataException("three") : i;
                    },
                    Token
                )
            )
            .ToArray();
        gate.Open();
        await Settled(writes);

        runs.ShouldBe([2, 2, 2, 2, 1]); // the last had not begun when the group was rolled back
        (await Should.ThrowAsync<InvalidDataException>(writes[3])).Message.ShouldBe("three");
        (await KeysAsync(test.Database, user)).ShouldBe(["gate", "k0", "k1", "k2", "k4"]);
    }

    [Theory, DatabaseData]
    public async Task Write_that_fails_before_it_wrote_fails_alone(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var user = await test.AddUserAsync();
        await using var gate = await Gate.CloseAsync(test.Database, user);
        var runs = new int[5];

        var writes = Enumerable
            .Range(0, 5)
            .Select(i =>
                test.Database.WriteAsync(
                    user,
                    async tx =>
                    {
                        runs[i]++;
                        await tx.QueryFirstOrDefaultAsync<long>("select seq from ledger_heads where user_id = @user");
                        if (i == 3)
                        {
                            throw new InvalidDataException("three");
                        }
                        await InsertAsync(tx, $"k{i}");
                        return i;
                    },
                    Token
                )
            )
            .ToArray();
        gate.Open();
        await Settled(writes);

        runs.ShouldAllBe(r => r == 1);
        (await Should.ThrowAsync<InvalidDataException>(writes[3])).Message.ShouldBe("three");
        (await KeysAsync(test.Database, user)).ShouldBe(["gate", "k0", "k1", "k2", "k4"]);
    }

    [Theory, DatabaseData]
    public async Task Flush_that_fails_leaves_nothing_behind(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var user = await test.AddUserAsync();
        await using var gate = await Gate.CloseAsync(test.Database, user);

        var writes = new[] { "a", "", "b" }
            .Select(key =>
                test.Database.WriteAsync(
                    user,
                    tx =>
                    {
                        tx.Shared(t => new Journal(t)).Add(key);
                        return Task.FromResult(key);
                    },
                    Token
                )
            )
            .ToArray();
        gate.Open();
        await Settled(writes);

        await Should.ThrowAsync<InvalidDataException>(writes[1]);
        (await KeysAsync(test.Database, user)).ShouldBe(["a", "b", "gate"]);
    }

    [Theory, DatabaseData]
    public async Task Statement_that_the_database_refuses_fails_only_its_write(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var user = await test.AddUserAsync();
        await using var gate = await Gate.CloseAsync(test.Database, user);

        var writes = new[] { "a", "gate", "b" }.Select(key => test.Database.WriteAsync(user, tx => InsertAsync(tx, key), Token)).ToArray();
        gate.Open();
        await Settled(writes);

        writes.Select(w => w.IsCompletedSuccessfully).ShouldBe([true, false, true]);
        (await KeysAsync(test.Database, user)).ShouldBe(["a", "b", "gate"]);
    }

    [Theory, DatabaseData]
    public async Task Cancelled_write_never_runs_when_it_was_still_waiting(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var user = await test.AddUserAsync();
        await using var gate = await Gate.CloseAsync(test.Database, user);
        using var cancellation = new CancellationTokenSource();

        var given = test.Database.WriteAsync(user, tx => InsertAsync(tx, "given up"), cancellation.Token);
        var kept = test.Database.WriteAsync(user, tx => InsertAsync(tx, "kept"), Token);
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(given); // while the gate is still closed
        gate.Open();
        await kept;

        (await KeysAsync(test.Database, user)).ShouldBe(["gate", "kept"]);
    }

    [Theory, DatabaseData]
    public async Task Write_cancelled_while_it_runs_leaves_nothing_and_harms_no_other(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var user = await test.AddUserAsync();
        await using var gate = await Gate.CloseAsync(test.Database, user);
        using var cancellation = new CancellationTokenSource();

        var before = test.Database.WriteAsync(user, tx => InsertAsync(tx, "before"), Token);
        var given = test.Database.WriteAsync(
            user,
            async tx =>
            {
                await InsertAsync(tx, "given up");
                await cancellation.CancelAsync();
                return await InsertAsync(tx, "given up too");
            },
            cancellation.Token
        );
        var after = test.Database.WriteAsync(user, tx => InsertAsync(tx, "after"), Token);
        gate.Open();

        await Should.ThrowAsync<OperationCanceledException>(given);
        await Task.WhenAll(before, after);
        (await KeysAsync(test.Database, user)).ShouldBe(["after", "before", "gate"]);
    }

    [Theory, DatabaseData]
    public async Task Users_share_the_engine_and_nothing_else(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var users = new[] { await test.AddUserAsync("alice"), await test.AddUserAsync("bob"), await test.AddUserAsync("carol") };

        await Task.WhenAll(
            users.SelectMany(u =>
                Enumerable.Range(0, 20).Select(i => test.Database.WriteAsync(u, tx => InsertAsync(tx, $"{tx.User}{i:00}"), Token))
            )
        );

        foreach (var user in users)
        {
            (await KeysAsync(test.Database, user)).ShouldBe(Enumerable.Range(0, 20).Select(i => $"{user}{i:00}"));
        }
    }

    [Theory, DatabaseData]
    public async Task Two_processes_take_turns_and_lose_nothing(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var user = await test.AddUserAsync();
        await using var other = test.OpenAgain();

        await Task.WhenAll(
            new[] { test.Database, other }.SelectMany(d =>
                Enumerable
                    .Range(0, 100)
                    .Select(_ =>
                        Task.Run(
                            () =>
                                d.WriteAsync(
                                    user,
                                    tx => tx.ExecuteAsync("update ledger_heads set seq = seq + 1 where user_id = @user"),
                                    Token
                                ),
                            Token
                        )
                    )
            )
        );

        var seq = await other.ReadAsync(
            user,
            r => r.QueryFirstOrDefaultAsync<long>("select seq from ledger_heads where user_id = @user"),
            Token
        );
        seq.ShouldBe(200);
    }

    [Theory, DatabaseData]
    public async Task Write_within_a_write_is_refused_rather_than_left_to_wait_for_itself(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var user = await test.AddUserAsync();

        await Should.ThrowAsync<InvalidOperationException>(() =>
            test.Database.WriteAsync(user, _ => test.Database.WriteAsync(user, tx => InsertAsync(tx, "inner"), Token), Token)
        );

        (await KeysAsync(test.Database, user)).ShouldBeEmpty();
    }

    [Theory, DatabaseData]
    public async Task Transaction_can_not_be_used_after_its_write(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var user = await test.AddUserAsync();

        var escaped = await test.Database.WriteAsync(user, Task.FromResult, Token);

        await Should.ThrowAsync<ObjectDisposedException>(() => InsertAsync(escaped, "late"));
    }

    private static Task<int> InsertAsync(UserTransaction tx, string key) =>
        tx.ExecuteAsync(
            "insert into receipts (user_id, idempotency_key, request_hash, response, recorded_at) values (@user, @key, 'h', 'r', 1)",
            new { key }
        );

    private static Task<IReadOnlyList<string>> KeysAsync(IDatabase database, UserId user) =>
        database.ReadAsync(
            user,
            read => read.QueryAsync<string>("select idempotency_key from receipts where user_id = @user order by idempotency_key"),
            Token
        );

    private static Task Settled(IEnumerable<Task> tasks) =>
        Task.WhenAll(tasks).ContinueWith(_ => { }, Token, TaskContinuationOptions.None, TaskScheduler.Default);

    /// <summary>A write that runs until it is let go, so that what comes after it waits.</summary>
    private sealed class Gate : IAsyncDisposable
    {
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Task _write = Task.CompletedTask;

        public static async Task<Gate> CloseAsync(IDatabase database, UserId user)
        {
            var gate = new Gate();
            var running = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            gate._write = database.WriteAsync(
                user,
                async tx =>
                {
                    running.TrySetResult();
                    await gate._open.Task;
                    return await InsertAsync(tx, "gate");
                },
                Token
            );
            await await Task.WhenAny(running.Task, gate._write);
            return gate;
        }

        public void Open() => _open.TrySetResult();

        public async ValueTask DisposeAsync()
        {
            Open();
            await _write;
        }
    }

    private sealed class Journal(UserTransaction transaction) : ICommitParticipant
    {
        private readonly List<string> _keys = [];

        public int Flushes { get; private set; }

        public long Changes => _keys.Count;

        public void Add(string key) => _keys.Add(key);

        public async Task FlushAsync()
        {
            Flushes++;
            foreach (var key in _keys)
            {
                await InsertAsync(transaction, key.Length > 0 ? key : throw new InvalidDataException("empty"));
            }
        }
    }
}
