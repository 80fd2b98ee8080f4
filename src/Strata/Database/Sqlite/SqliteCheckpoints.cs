using SQLitePCL;

namespace Strata.Database.Sqlite;

/// <summary>
/// Copies what has been committed from the write-ahead log into the file, on a session of its own beside the writers, so that a page
/// which commit after commit changes is copied once. Where the log has grown too long its writer waits: the rest is copied and the log
/// begins again. What can't be copied stays in the log, where it is as safe, so nothing that fails here fails a write.
/// </summary>
internal sealed class SqliteCheckpoints(string file, LogLimits limits, TimeProvider time) : IAsyncDisposable
{
    private readonly SemaphoreSlim _copying = new(1);
    private SqliteSession? _session;
    private Task _passes = Task.CompletedTask;
    private int _passing;

    // Frames in the log when it was last looked at, those that have come since, and from how many on it is too long if not from the first limit.
    private long _length;
    private long _since;
    private long _raised;

    /// <summary>To be awaited by each writer after its commit, outside of any transaction.</summary>
    /// <param name="frames">Frames that the commit added to the log.</param>
    public async ValueTask CommittedAsync(long frames)
    {
        var since = Interlocked.Add(ref _since, frames);
        if (frames > 0 && IsTooLong)
        {
            await BeginAgainAsync().ConfigureAwait(false);
        }
        else if (since >= limits.Pass && Interlocked.Exchange(ref _passing, 1) == 0)
        {
            _passes = Task.Run(PassAsync);
        }
    }

    /// <summary>For when nothing is written any more. Copies what there is: another process that has the file open does not count it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _passes.ConfigureAwait(false);
        if (Interlocked.Read(ref _since) > 0)
        {
            _ = Copy(raw.SQLITE_CHECKPOINT_PASSIVE);
        }
        _session?.Dispose();
        _copying.Dispose();
    }

    private bool IsTooLong => Volatile.Read(ref _length) + Interlocked.Read(ref _since) >= Math.Max(limits.Longest, Volatile.Read(ref _raised));

    /// <summary>Until the writers are no further ahead than a pass is worth.</summary>
    private async Task PassAsync()
    {
        var copied = true;
        while (copied && Interlocked.Read(ref _since) >= limits.Pass)
        {
            await _copying.WaitAsync().ConfigureAwait(false);
            copied = Copy(raw.SQLITE_CHECKPOINT_PASSIVE);
            _copying.Release();
        }
        Volatile.Write(ref _passing, 0);
    }

    /// <summary>Where a reader or another process is in the way the log grows on, and is tried again a pass later.</summary>
    private async Task BeginAgainAsync()
    {
        await _copying.WaitAsync().ConfigureAwait(false);
        try
        {
            var began = time.GetTimestamp();
            while (IsTooLong)
            {
                if (Copy(raw.SQLITE_CHECKPOINT_RESTART))
                {
                    (_length, _raised) = (0, 0);
                }
                else if (_length < limits.Slow || time.GetElapsedTime(began) >= limits.Wait)
                {
                    _raised = Math.Min(_length + limits.Pass, Math.Max(_length + 1, limits.Slow));
                }
                else
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(10), time).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            _copying.Release();
        }
    }

    /// <summary>Whether all that was in the log has been copied and, where asked for, nobody needs the log any more.</summary>
    private bool Copy(int mode)
    {
        Interlocked.Exchange(ref _since, 0);
        var rc = raw.SQLITE_ERROR;
        var (length, copied) = (-1, -1);
        try
        {
            _session ??= Open();
            rc = raw.sqlite3_wal_checkpoint_v2(_session.Handle, "main", mode, out length, out copied);
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            // No session, no copy.
        }
        if (length >= 0)
        {
            Volatile.Write(ref _length, length);
        }
        return rc == raw.SQLITE_OK && copied == length;
    }

    private SqliteSession Open()
    {
        var session = SqliteSession.Open(file, readOnly: false);
        session.Script("pragma busy_timeout = 50; pragma cache_size = -1000");
        return session;
    }
}
