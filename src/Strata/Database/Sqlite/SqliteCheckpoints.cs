using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Strata.Database.Sqlite;

/// <summary>
/// Copies the write-ahead log into the database file on its own session, beside the writers. Nothing else does, and this only in the one
/// turn (a file lock) shared by all processes, after a commit under it or under the write lock: see ADR 21 before changing when. Frames
/// that can't be copied stay in the log, just as safe, so a failure here fails no write.
/// </summary>
/// <param name="limit">
/// Log size in bytes that triggers a copy and that stays on disk: growing the file again costs more than overwriting it.
/// </param>
internal sealed class SqliteCheckpoints(string file, long limit) : IAsyncDisposable
{
    public const long DefaultLimit = 256 << 20;

    private readonly Lock _looking = new();
    private readonly Lazy<string> _path = new(() => File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file);
    private SqliteSession? _copier;
    private Task _copying = Task.CompletedTask;
    private bool _rest;
    private long _due = limit;
    private long _seen;

    /// <summary>Log size limit in bytes.</summary>
    public long Limit { get; } = limit;

    /// <summary>
    /// Takes the turn to copy the log, before a commit, if the log has grown past the limit. Null if it has not, or another holds the turn.
    /// </summary>
    public FileStream? TakeTurnIfDue()
    {
        lock (_looking)
        {
            var length = Length();
            if (length < _seen) // the log was restarted
            {
                _due = Limit;
            }
            _seen = length;
            if (length <= _due)
            {
                return null;
            }
        }
        return TryTakeTurn();
    }

    /// <summary>Takes the turn; null if another session or process holds it.</summary>
    public FileStream? TryTakeTurn()
    {
        // Never deleted: one process could lock the old file while another locks a new one.
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        try
        {
            return new FileStream(_path.Value + "-checkpoint", options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Copies committed frames beside the writers, then ends the turn.</summary>
    /// <param name="turn">Taken before a commit that changed a page and is now finished.</param>
    public void Start(FileStream turn) =>
        _copying = Task.Factory.StartNew(
            () => Copy(turn, alone: false),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );

    /// <summary>
    /// Copies the few frames committed during the last copy, since a log restarts only once copied to its end. Call with the write lock
    /// held and nothing changed yet. Returns false if there was nothing to do or the turn was taken.
    /// </summary>
    public bool CopyRest()
    {
        if (!Volatile.Read(ref _rest) || TryTakeTurn() is not { } turn)
        {
            return false;
        }
        Copy(turn, alone: true);
        return true;
    }

    /// <summary>Call after the last write.</summary>
    public async ValueTask DisposeAsync()
    {
        await _copying.ConfigureAwait(false);
        _copier?.Dispose();
    }

    private void Copy(FileStream turn, bool alone)
    {
        using var ended = turn;
        var before = Length();
        var copied = false;
        try
        {
            _copier ??= SqliteSession.OpenReader(file);
            var rc = raw.sqlite3_wal_checkpoint_v2(_copier.Handle, "main", raw.SQLITE_CHECKPOINT_PASSIVE, out var frames, out var done);
            copied = rc == raw.SQLITE_OK && done == frames;
        }
        catch (SqliteException)
        {
            // No session, no copy.
        }
        lock (_looking)
        {
            _seen = Length();
            Volatile.Write(ref _rest, copied && !alone && _seen > before);
            // A fully copied log restarts with the next commit. If a reader blocked the copy, retry after Limit more bytes.
            _due = copied ? _seen : _seen + Limit;
        }
    }

    private long Length()
    {
        var log = new FileInfo(_path.Value + "-wal");
        return log.Exists ? log.Length : 0;
    }
}
