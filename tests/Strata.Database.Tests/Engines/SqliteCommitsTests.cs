using System.Collections.Concurrent;
using Strata.Database.Sqlite;
using Strata.Testing;

namespace Strata.Database.Tests.Engines;

public class SqliteCommitsTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Commits_wait_on_one_thread_that_is_none_of_the_pools_nor_another_stores()
    {
        var threads = new ConcurrentBag<(string Store, int Thread, bool Pool)>();
        void Note(string store) => threads.Add((store, Environment.CurrentManagedThreadId, Thread.CurrentThread.IsThreadPoolThread));
        await using var a = new SqliteCommits(() => Note("a"));
        await using var b = new SqliteCommits(() => Note("b"));

        foreach (var commits in Enumerable.Repeat((IEnumerable<SqliteCommits>)[a, b], 5).SelectMany(c => c))
        {
            await Task.Run(commits.RunAsync, Token);
        }

        threads.Count.ShouldBe(10);
        threads.ShouldAllBe(t => !t.Pool);
        threads.Select(t => (t.Store, t.Thread)).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task Who_goes_on_after_a_commit_can_commit_again_and_end_the_thread_from_there()
    {
        var count = 0;
        var commits = new SqliteCommits(() => count++);

        // Not back to the pool between two commits, as a writer whose queue is not empty.
        async Task WriteAsync()
        {
            for (var i = 0; i < 1000; i++)
            {
                await commits.RunAsync().ConfigureAwait(false);
            }
            Thread.CurrentThread.IsThreadPoolThread.ShouldBeFalse();
            await commits.DisposeAsync().ConfigureAwait(false);
        }
        await Task.Run(WriteAsync, Token).WaitAsync(Token);

        count.ShouldBe(1000);
        await Should.ThrowAsync<ObjectDisposedException>(commits.RunAsync);
    }

    [Fact]
    public async Task Commit_that_fails_fails_its_own_alone()
    {
        var fails = true;
        await using var commits = new SqliteCommits(() =>
        {
            if (fails)
            {
                throw new IOException("The disk is gone.");
            }
        });

        (await Should.ThrowAsync<IOException>(commits.RunAsync)).Message.ShouldBe("The disk is gone.");
        (await Should.ThrowAsync<IOException>(() => Task.Run(commits.RunAsync, Token))).Message.ShouldBe("The disk is gone.");
        fails = false;
        await commits.RunAsync();
        await Task.Run(commits.RunAsync, Token);
    }

    [Fact]
    public async Task Store_that_is_closed_while_many_write_answers_each_of_them()
    {
        for (var round = 0; round < 5; round++)
        {
            await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
            var user = await test.AddUserAsync();

            var writes = Enumerable
                .Range(0, 64)
                .Select(i =>
                    Task.Run(
                        () =>
                            test.Database.WriteAsync(
                                user,
                                async tx =>
                                {
                                    if (i % 8 == 0)
                                    {
                                        await Task.Yield(); // goes on on the pool, and so does its group
                                    }
                                    return i;
                                },
                                Token
                            ),
                        Token
                    )
                )
                .ToArray();
            await Task.WhenAny(writes);
            await test.Database.DisposeAsync();

            await Task.WhenAll(writes).ContinueWith(_ => { }, Token, TaskContinuationOptions.None, TaskScheduler.Default).WaitAsync(Token);
            writes.ShouldAllBe(w => w.IsCompletedSuccessfully || w.Exception!.InnerException is ObjectDisposedException);
        }
    }
}
