using Strata.Blobs;
using Strata.Database;

namespace Strata.Export;

/// <summary>
/// Exports by what names their bytes, so that a download that was broken off goes on where it stopped: in a folder per user that may be
/// emptied at any time, with a limit over all users. Files are written beside their place and renamed.
/// </summary>
internal sealed class ExportCache(IDatabase database, string folder, long limit, TimeProvider time)
{
    public const long DefaultMaxBytes = 4L * 1024 * 1024 * 1024;

    private readonly FolderLimit _limit = new(limit);

    /// <summary>Returns a file that only this OS user can read, gone once it is closed.</summary>
    public FileStream Temporary(UserId user) => Create(Path.Combine(Folder(user), Path.GetRandomFileName()), FileOptions.DeleteOnClose);

    /// <summary>Returns the file of that name; if there is none, as it is written.</summary>
    public async Task<FileStream> OpenAsync(UserId user, string name, Func<Stream, Task> write, CancellationToken ct)
    {
        var path = Path.Combine(Folder(user), name);
        if (CachedFile.TryOpen(path, time) is { } held)
        {
            return held;
        }
        var part = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            await using (var file = Create(part, FileOptions.None))
            {
                await write(file);
            }
            return await StayAsync(user, part, path, name, ct);
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }

    /// <summary>The same for what a library writes into a file that it is given the path of.</summary>
    public async Task<FileStream> PlaceAsync(UserId user, string name, Func<string, Task> write, CancellationToken ct)
    {
        var path = Path.Combine(Folder(user), name);
        if (CachedFile.TryOpen(path, time) is { } held)
        {
            return held;
        }
        var part = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            // The folder is the user's alone, so the moment before its mode is set does not matter.
            await write(part);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(part, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
            return await StayAsync(user, part, path, name, ct);
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }

    /// <summary>Gives a whole file its name, unless the user is being erased by now.</summary>
    private async Task<FileStream> StayAsync(UserId user, string part, string path, string name, CancellationToken ct)
    {
        await database.ReadAsync(user, c => c.QueryFirstOrDefaultAsync<long>("select user_no from users where user_id = @user"), ct);
        File.Move(part, path, overwrite: true);
        var written =
            CachedFile.TryOpen(path, time) ?? throw new StrataException(ErrorCode.RateLimited, "It was removed at once; try again.");
        _limit.Added(written.Length, name, () => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories));
        return written;
    }

    private string Folder(UserId user)
    {
        var path = Path.Combine(folder, user.Value);
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        return path;
    }

    private static FileStream Create(string path, FileOptions options)
    {
        const int BufferSize = 1 << 16;
        var how = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read | FileShare.Delete,
            BufferSize = BufferSize,
            Options = options | FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
        {
            how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        return new FileStream(path, how);
    }
}
