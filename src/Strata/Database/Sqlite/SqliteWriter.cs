using System.Threading.Channels;

namespace Strata.Database.Sqlite;

/// <summary>The one writer of this process: a queue, drained by one loop, group by group.</summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    /// <summary>
    /// A large import changes index pages all over the file; those that do not fit are written to the log before the commit.
    /// </summary>
    private const int CacheKilobytes = 48_000;

    private readonly Channel<PendingWrite> _queue = Channel.CreateUnbounded<PendingWrite>(new() { SingleReader = true });
    private readonly SqliteSession _session;
    private readonly SqliteCommits _commits;
    private readonly Task _loop;

    public SqliteWriter(SqliteSession session, TimeProvider time)
    {
        _session = session;
        session.Script($"pragma cache_size = -{CacheKilobytes}");
        _commits = new SqliteCommits(session.Commit);
        var groups = new GroupCommit(async first =>
        {
            await session.BeginWriteAsync(time, first.Cancellation).ConfigureAwait(false);
            return new SqliteGroup(session, _commits);
        });
        _loop = Task.Run(() => DrainAsync(groups));
    }

    /// <exception cref="ObjectDisposedException">The database has been closed.</exception>
    public void Enqueue(PendingWrite write) => ObjectDisposedException.ThrowIf(!_queue.Writer.TryWrite(write), typeof(SqliteDatabase));

    public async ValueTask DisposeAsync()
    {
        if (_queue.Writer.TryComplete())
        {
            await _loop.ConfigureAwait(false);
            await _commits.DisposeAsync().ConfigureAwait(false);
            _session.Dispose();
        }
    }

    private async Task DrainAsync(GroupCommit groups)
    {
        while (await _queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            await groups.RunAsync(() => _queue.Reader.TryRead(out var write) ? write : null).ConfigureAwait(false);
        }
    }

    private sealed class SqliteGroup(SqliteSession session, SqliteCommits commits) : GroupTransaction
    {
        public override IScopedTransaction For(UserScope scope, CancellationToken ct) => new SqliteTransaction(session, scope, ct);

        public override Task CommitAsync() => commits.RunAsync();

        public override Task RollbackAsync()
        {
            session.Rollback();
            return Task.CompletedTask;
        }

        public override ValueTask DisposeAsync()
        {
            session.Rollback();
            return ValueTask.CompletedTask;
        }

        protected override Task<long> EnterAsync(UserId user) => Task.FromResult(SqliteUsers.Enter(session, user));
    }
}
