namespace Strata.Database.Sqlite;

/// <summary>
/// Waits for the disk on one thread that lasts as long as the writer: the pool has as many threads as there are cores, and readers need
/// them meanwhile; and to start a thread for each commit costs a good part of a small one.
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
        _thread.UnsafeStart(); // whose write happened to be the first is nothing that all later commits should know
    }

    /// <summary>
    /// Commits; one at a time. Whoever awaits it goes on on this thread, so that a writer with more to do fills and commits the next group
    /// here as well, and no thread has to be woken between the two.
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

    /// <summary>
    /// For when nothing is committed any more. Must not be waited for without await: it may be called on the thread that it ends.
    /// </summary>
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

    /// <summary>Null: there is none any more.</summary>
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
