namespace Strata.Database.Sqlite;

/// <summary>
/// Waits for fsync on one thread that lives as long as the writer: readers need the pool's threads, one per core, and starting a thread per
/// commit costs a good part of a small one.
/// </summary>
internal sealed class SqliteCommits : IAsyncDisposable
{
    private readonly Action _commit;
    private readonly Thread _thread;
    private readonly object _turn = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource? _waiting;
    private bool _ending;

    public SqliteCommits(Action commit)
    {
        _commit = commit;
        _thread = new Thread(Work) { IsBackground = true, Name = "strata commits" };
        _thread.UnsafeStart(); // later commits must not inherit the first writer's context
    }

    /// <summary>
    /// Commits, one at a time. The awaiter continues on this thread, so that a busy writer fills and commits the next group here too,
    /// without waking another thread.
    /// </summary>
    public Task RunAsync()
    {
        var done = new TaskCompletionSource();
        if (Thread.CurrentThread == _thread)
        {
            Commit(done);
            return done.Task;
        }
        lock (_turn)
        {
            ObjectDisposedException.ThrowIf(_ending, typeof(SqliteDatabase));
            if (_waiting is not null)
            {
                throw new InvalidOperationException("A commit is under way.");
            }
            _waiting = done;
            Monitor.Pulse(_turn);
        }
        return done.Task;
    }

    /// <summary>Call after the last commit. Await it, never block on it: it may be called on the thread that it ends.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_turn)
        {
            _ending = true;
            Monitor.Pulse(_turn);
        }
        await _ended.Task.ConfigureAwait(false);
    }

    private void Work()
    {
        while (Next() is { } done)
        {
            Commit(done);
        }
        _ended.SetResult();
    }

    /// <summary>Waits for the next commit; null once disposed.</summary>
    private TaskCompletionSource? Next()
    {
        lock (_turn)
        {
            while (_waiting is null && !_ending)
            {
                Monitor.Wait(_turn);
            }
            var next = _waiting;
            _waiting = null;
            return next;
        }
    }

    private void Commit(TaskCompletionSource done)
    {
        try
        {
            _commit();
        }
        catch (Exception error)
        {
            done.SetException(error);
            return;
        }
        done.SetResult();
    }
}
