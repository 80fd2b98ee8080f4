using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Strata.Database.Sqlite;

/// <summary>
/// Copies the write-ahead log into the file, on a session of its own beside the writers. Nothing else does, and this only with the one turn
/// there is among all processes, after a commit under it or under the write lock: see ADR 21 before changing when. What can't be copied
/// stays in the log, where it is as safe, so nothing that fails here fails a write.
/// </summary>
/// <param name="limit">Bytes from which on the log is copied, and which it keeps on disk: to grow again costs more than to write.</param>
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

    /// <summary>In bytes.</summary>
    public long Limit { get; } = limit;

    /// <summary>
    /// To be asked before a commit: the right to copy the log after it, where it has grown long. Others are not waited for.
    /// </summary>
    public FileStream? TakeTurnIfDue()
    {
        lock (_looking)
        {
            var length = Length();
            if (length < _seen) // it has begun again
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

    /// <summary>Null where another session or process has it.</summary>
    public FileStream? TryTakeTurn()
    {
        // The file stays: of two that come while it is deleted, one could lock the old and the other the new.
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

    /// <summary>Copies beside the writers what has been committed; then ends the turn.</summary>
    /// <param name="turn">Taken before a commit that changed a page and has ended since.</param>
    public void Start(FileStream turn) =>
        _copying = Task.Factory.StartNew(
            () => Copy(turn, alone: false),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );

    /// <summary>
    /// To be called by who holds the write lock and has changed nothing yet: copies what was committed while the log was copied beside the
    /// writers, which is little, since a log that is never copied to its end never begins again. False: there was nothing to do.
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

    /// <summary>For when nothing is written any more.</summary>
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
            // Copied to its end it begins again with the next commit. Where a reader is in the way it is tried again a good part later.
            _due = copied ? _seen : _seen + Limit;
        }
    }

    private long Length()
    {
        var log = new FileInfo(_path.Value + "-wal");
        return log.Exists ? log.Length : 0;
    }
}
