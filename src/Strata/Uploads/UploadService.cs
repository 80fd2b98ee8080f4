using System.Collections.Concurrent;
using System.Security.Cryptography;
using Strata.Accounts;

namespace Strata.Uploads;

/// <summary>
/// Uploads in pieces: bytes lie in files below the data folder until the whole is taken in as one source. What was received survives the
/// process (docs/adr/0061-uploads.md).
/// </summary>
public sealed class UploadService
{
    /// <summary>Uploads of a user that are not finished.</summary>
    public const int MaxOpen = 32;

    /// <summary>From creation on.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>Two seconds.</summary>
    private const int MaxTries = 40;
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(50);

    private readonly UploadFolder _folder;
    private readonly UsageService _usage;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _creating = new(1);
    private readonly ConcurrentDictionary<string, OpenUpload> _open = new(StringComparer.Ordinal);

    internal UploadService(UploadFolder folder, UsageService usage, long maxBytes, TimeProvider time) =>
        (_folder, _usage, MaxBytes, _time) = (folder, usage, maxBytes, time);

    /// <summary>Largest upload.</summary>
    public long MaxBytes { get; }

    /// <param name="request">What to note beside it.</param>
    /// <exception cref="StrataException">
    /// FILE_TOO_LARGE. INVALID_CONTENT: it is empty. RATE_LIMITED: too many are open. STORAGE_QUOTA_EXCEEDED: it, with those that are
    /// open, would not fit. STORAGE_PENDING: the disk fails.
    /// </exception>
    public async Task<Upload> CreateAsync(UserId user, long length, JsonElement request, CancellationToken ct)
    {
        if (length <= 0)
        {
            throw new StrataException(ErrorCode.InvalidContent, "The content is empty: there is nothing to keep.");
        }
        if (length > MaxBytes)
        {
            throw new StrataException(
                ErrorCode.FileTooLarge,
                $"The content exceeds the source limit of {MaxBytes} bytes. Split it, or raise the limit (--max-source-bytes, STRATA_MAX_SOURCE_BYTES)."
            );
        }
        await _creating.WaitAsync(ct);
        try
        {
            var now = _time.GetUtcNow();
            OnDisk(() => _folder.RemoveExpired(user, now));
            var open = OnDisk(() => _folder.Open(user));
            if (open.Count >= MaxOpen)
            {
                throw new StrataException(
                    ErrorCode.RateLimited,
                    $"{MaxOpen} uploads of this user are open, the maximum. Finish one, or delete it; the first expires at {open.Min(u => u.ExpiresAt):u}."
                );
            }
            await _usage.RequireRoomAsync(user, length + open.Sum(u => u.Length), ct);
            var upload = new Upload
            {
                UploadId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
                Length = length,
                ExpiresAt = now + Lifetime,
                Request = request,
            };
            OnDisk(() =>
            {
                _folder.Create(user, upload);
                return true;
            });
            return upload;
        }
        finally
        {
            _creating.Release();
        }
    }

    /// <summary>
    /// Opens an upload to ask for it, to add to it, to take it in or to remove it: for one request at a time. A request that waits for
    /// bytes gives way, as its client has gone if there is another; null while the bytes are taken in, or by another process.
    /// </summary>
    /// <exception cref="StrataException">SOURCE_NOT_FOUND: the user has no such upload, or it has expired. STORAGE_PENDING: the disk fails.</exception>
    public async Task<OpenUpload?> OpenAsync(UserId user, string id, CancellationToken ct)
    {
        for (var tries = 1; ; tries++)
        {
            var upload = Get(user, id);
            if (upload.IsDone)
            {
                return new OpenUpload(_folder, user, upload, part: null, _time);
            }
            var path = _folder.PartOf(user, id);
            if (OnDisk(() => TryLock(path)) is { } part)
            {
                return Opened(user, id, path, part);
            }
            if (tries == MaxTries)
            {
                return null;
            }
            if (_open.TryGetValue(path, out var holder))
            {
                holder.GiveWay();
            }
            await Task.Delay(Again, _time, ct);
        }
    }

    private OpenUpload Opened(UserId user, string id, string path, FileStream part)
    {
        try
        {
            // It may have been taken in or removed before the lock was ours.
            var opened = new OpenUpload(_folder, user, Get(user, id), part, _time, left: () => _open.TryRemove(path, out _));
            _open[path] = opened;
            return opened;
        }
        catch
        {
            part.Dispose();
            _folder.RemoveOpen(user, id);
            throw;
        }
    }

    private Upload Get(UserId user, string id) =>
        OnDisk(() => _folder.Find(user, id)) is { } upload && upload.ExpiresAt > _time.GetUtcNow() ? upload : throw Missing(id);

    /// <summary>Returns uploads that are open, and those that were taken in at that time or later; not what has expired.</summary>
    internal IReadOnlyList<Upload> Recent(UserId user, DateTimeOffset since)
    {
        var now = _time.GetUtcNow();
        return OnDisk(() => _folder.Open(user).Concat(_folder.Done(user, since)).ToList())
            .DistinctBy(u => u.UploadId)
            .Where(u => u.ExpiresAt > now)
            .ToList();
    }

    internal int RemoveExpired() => _folder.RemoveExpired(_time.GetUtcNow());

    internal void RemoveAll(UserId user) => _folder.RemoveAll(user);

    internal static StrataException NoRoom(Exception e) =>
        new(ErrorCode.StoragePending, "The disk on which content comes in is full or fails. Make room on it, then go on.", e)
        {
            RetryAfter = TimeSpan.FromSeconds(30),
        };

    private static StrataException Missing(string id) =>
        new(ErrorCode.SourceNotFound, $"There is no upload '{(id.Length > 64 ? id[..64] : id)}', or it has expired.");

    private static FileStream? TryLock(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None, // a lock between processes too
            BufferSize = 0,
            Options = FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        try
        {
            return new FileStream(path, options);
        }
        catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException))
        {
            return null;
        }
    }

    private static T OnDisk<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NoRoom(e);
        }
    }
}
