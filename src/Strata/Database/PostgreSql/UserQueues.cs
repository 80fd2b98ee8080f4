namespace Strata.Database.PostgreSql;

/// <summary>
/// One queue per user: a user's writes wait for each other anyway (the ledger lock) and share one commit. Those of different users run in
/// parallel, up to <paramref name="parallel"/>.
/// </summary>
internal sealed class UserQueues(GroupCommit groups, int parallel) : IAsyncDisposable
{
    private readonly Dictionary<UserId, Queue<PendingWrite>> _queues = [];
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _slots = new(parallel);
    private readonly HashSet<Task> _running = [];
    private bool _disposed;

    public void Enqueue(PendingWrite write)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(PostgreSqlDatabase));
            if (_queues.TryGetValue(write.User, out var queue))
            {
                queue.Enqueue(write);
                return;
            }
            _queues.Add(write.User, new Queue<PendingWrite>([write]));
            var drain = Task.Run(() => DrainAsync(write.User), CancellationToken.None);
            _running.Add(drain);
            _ = drain.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    /// <summary>Waits for accepted writes.</summary>
    public async ValueTask DisposeAsync()
    {
        Task[] running;
        lock (_lock)
        {
            _disposed = true;
            running = [.. _running];
        }
        await Task.WhenAll(running).ConfigureAwait(false);
        _slots.Dispose();
    }

    private async Task DrainAsync(UserId user)
    {
        // Runs one group per slot, so that a busy user does not block the others.
        do
        {
            await _slots.WaitAsync().ConfigureAwait(false);
            try
            {
                await groups.RunAsync(() => Next(user)).ConfigureAwait(false);
            }
            finally
            {
                _slots.Release();
            }
        } while (!Leave(user));
    }

    private PendingWrite? Next(UserId user)
    {
        lock (_lock)
        {
            return _queues[user].TryDequeue(out var write) ? write : null;
        }
    }

    private bool Leave(UserId user)
    {
        lock (_lock)
        {
            return _queues[user].Count == 0 && _queues.Remove(user);
        }
    }

    private void Forget(Task drain)
    {
        lock (_lock)
        {
            _running.Remove(drain);
        }
    }
}
