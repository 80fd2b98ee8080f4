using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Strata.Blobs.Backends;

/// <summary>
/// Content-addressed files: <c>blobs/USER/ab/abcd…</c>, named by the SHA-256 of their bytes, so that <c>sha256sum</c> alone verifies them.
/// A file gets its name only once it is complete and on disk.
/// </summary>
internal sealed class FileBlobBackend(string folder) : IBlobBackend
{
    public const string Name = "file";
    private const int DigestLength = 64;

    public string Location => Name;

    public string Description => folder;

    /// <summary>
    /// A file that must be in the folder for writes, and before files count as missing (see <see cref="FolderMarker"/>); null: none.
    /// </summary>
    public string? Mark { get; set; }

    /// <summary>
    /// Settles <see cref="Mark"/> until it is certain, then null; without a mark, decides whether the folder may be created (<see
    /// cref="Gone"/> if not).
    /// </summary>
    public Func<CancellationToken, Task>? Settle { get; set; }

    /// <summary>Also true if it is no folder, which its users will notice.</summary>
    public bool IsThere => Path.Exists(folder);

    public BlobBackendException Gone() =>
        new(
            $"The blob folder '{folder}' is not there, though files of this store lie in it. Mount it or put it back. Where it is lost, make an empty one: "
                + "then its files are missing until you restore a backup or ingest them again."
        );

    /// <summary>Called before anything is looked up or created in a missing folder.</summary>
    /// <exception cref="BlobBackendException">The folder must exist.</exception>
    public Task NeedFolderAsync(CancellationToken ct) => IsThere ? Task.CompletedTask : SettledAsync(ct);

    /// <summary>Writes the mark, creating the folder if needed.</summary>
    public Task PutMarkAsync(string mark) =>
        Guard(() =>
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(Path.Combine(folder, mark), []);
            DurableFiles.SyncDirectory(folder);
            return true;
        });

    public bool Has(string mark) => File.Exists(Path.Combine(folder, mark));

    private Task SettledAsync(CancellationToken ct) => Settle?.Invoke(ct) ?? Task.CompletedTask;

    private void NeedMark()
    {
        if (Mark is { } mark && !Has(mark))
        {
            throw new BlobBackendException(
                $"The blob folder is not the one where the other files of this store lie: '{mark}' is not in it. Give this process the data folder of "
                    + "the others (--data, STRATA_DATA), or mount what belongs there."
            );
        }
    }

    /// <summary>Where a user's bytes are written before they are named: on the same file system.</summary>
    public string IncomingOf(UserId user) => Path.Combine(Incoming, user.Value);

    private string Incoming => Path.Combine(folder, ".incoming");

    public string PathOf(UserId user, string digest) => Path.Combine(folder, user.Value, digest[..2], digest);

    /// <summary>Takes the file if it is new.</summary>
    public async Task<bool> PutAsync(UserId user, StagedFile file, bool replace, CancellationToken ct)
    {
        await SettledAsync(ct);
        return await Guard(() =>
        {
            NeedMark();
            var path = PathOf(user, file.Digest);
            var isNew = !File.Exists(path);
            if (isNew || replace)
            {
                var parent = Path.GetDirectoryName(path) ?? folder;
                DurableFiles.CreateDirectory(parent, folder);
                isNew = Move(user, file, path, replace) && isNew;
            }
            // Also if another process created it, which may not have synced yet.
            DurableFiles.SyncDirectory(Path.GetDirectoryName(path) ?? folder);
            return isNew;
        });
    }

    /// <summary>
    /// Returns false if another was faster. Two concurrent calls may both return true: .NET checks first, and then overwrites.
    /// </summary>
    private bool Move(UserId user, StagedFile file, string to, bool replace)
    {
        var from = Here(user, file.Path);
        try
        {
            File.Move(from, to, replace);
            return true;
        }
        catch (IOException) when (!replace && File.Exists(to))
        {
            if (from != file.Path)
            {
                File.Delete(from);
            }
            return false;
        }
    }

    /// <summary>Returns the file on this file system: only there a move is atomic.</summary>
    private string Here(UserId user, string path)
    {
        var incoming = IncomingOf(user);
        if (Path.GetDirectoryName(path) == incoming)
        {
            return path;
        }
        Directory.CreateDirectory(incoming);
        var here = Path.Combine(incoming, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
        using var from = File.OpenRead(path);
        using var to = DurableFiles.Create(here);
        from.CopyTo(to);
        to.Flush(flushToDisk: true);
        return here;
    }

    public FileStream Open(UserId user, string digest) =>
        new(
            PathOf(user, digest),
            new FileStreamOptions
            {
                Mode = FileMode.Open,
                Access = FileAccess.Read,
                Share = FileShare.Read | FileShare.Delete,
                BufferSize = 0,
                Options = FileOptions.RandomAccess,
            }
        );

    public bool Exists(UserId user, string digest) => digest.Length == DigestLength && File.Exists(PathOf(user, digest));

    public async Task<Stream?> OpenAsync(UserId user, string digest, CancellationToken ct)
    {
        Task<Stream?> LookAsync() => Guard(() => Found<Stream>(() => Exists(user, digest) ? Open(user, digest) : null));
        if (await LookAsync() is { } found)
        {
            return found;
        }
        await SettledAsync(ct);
        await Guard(() =>
        {
            NeedMark();
            return true;
        });
        var late = await LookAsync();
        return late ?? await Guard<Stream?>(() => Absent<Stream>(user, digest, needsFolder: true));
    }

    public async Task<ListedBlob?> FindAsync(UserId user, string digest, CancellationToken ct)
    {
        await NeedFolderAsync(ct);
        return await Guard(() =>
            Found(() => Exists(user, digest) ? Of(new FileInfo(PathOf(user, digest))) : null)
            ?? Absent<ListedBlob>(user, digest, needsFolder: false)
        );
    }

    public async IAsyncEnumerable<ListedBlob> ListAsync(UserId user, [EnumeratorCancellation] CancellationToken ct)
    {
        await Task.CompletedTask;
        var mine = new DirectoryInfo(Path.Combine(folder, user.Value));
        foreach (var file in mine.Exists ? mine.EnumerateFiles("*", SearchOption.AllDirectories) : [])
        {
            ct.ThrowIfCancellationRequested();
            if (file.Name.Length == DigestLength)
            {
                yield return Of(file);
            }
        }
    }

    /// <summary>Returns null if the file is missing. Throws if it may exist: in an unreadable folder, or if there is no folder.</summary>
    /// <param name="needsFolder">Whether the blob folder must exist; before anything was stored it need not.</param>
    private T? Absent<T>(UserId user, string digest, bool needsFolder)
        where T : class
    {
        string[] within = digest.Length == DigestLength ? [user.Value, digest[..2]] : [user.Value];
        var path = folder;
        foreach (var next in within.Prepend(""))
        {
            path = Path.Combine(path, next);
            if (File.Exists(path) || (needsFolder && next.Length == 0 && !Directory.Exists(path)))
            {
                throw new IOException($"'{path}' is no folder.");
            }
            if (!Directory.Exists(path))
            {
                return null;
            }
            using var entries = Directory.EnumerateFileSystemEntries(path).GetEnumerator();
            entries.MoveNext();
        }
        return null;
    }

    /// <summary>A file removed between two calls is missing; the store is not.</summary>
    private static T? Found<T>(Func<T?> find)
        where T : class
    {
        try
        {
            return find();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Complete files of all users.</summary>
    public IEnumerable<FileInfo> Kept() =>
        new DirectoryInfo(folder)
            .EnumerateDirectories()
            .Where(d => UserId.IsValid(d.Name))
            .SelectMany(d => d.EnumerateFiles("*", SearchOption.AllDirectories));

    public Task RemoveAsync(UserId user, string digest, CancellationToken ct) =>
        Guard(() =>
        {
            Remove(user, digest);
            return true;
        });

    /// <summary>Does nothing if there is none.</summary>
    public void Remove(UserId user, string digest)
    {
        if (Exists(user, digest))
        {
            File.Delete(PathOf(user, digest));
        }
    }

    public Task RemoveAllAsync(UserId user, CancellationToken ct) =>
        Guard(() =>
        {
            foreach (var mine in new[] { IncomingOf(user), Path.Combine(folder, user.Value) }.Where(Directory.Exists))
            {
                Directory.Delete(mine, recursive: true);
                DurableFiles.SyncDirectory(Path.GetDirectoryName(mine) ?? folder);
            }
            return true;
        });

    public Task<int> EndUnfinishedAsync(UserId user, DateTimeOffset before, bool remove, CancellationToken ct) =>
        Guard(() =>
        {
            var incoming = new DirectoryInfo(IncomingOf(user));
            var old = incoming.Exists ? incoming.GetFiles().Where(f => f.LastWriteTimeUtc < before).ToList() : [];
            foreach (var file in remove ? old : [])
            {
                file.Delete();
            }
            return old.Count;
        });

    /// <summary>Removes partial files not written to since then: they belong to killed processes.</summary>
    public Task ClearIncomingAsync(DateTimeOffset before) =>
        Guard(() =>
        {
            var incoming = new DirectoryInfo(Incoming);
            foreach (
                var file in incoming.Exists
                    ? incoming.EnumerateFiles("*", SearchOption.AllDirectories).Where(f => f.LastWriteTimeUtc < before)
                    : []
            )
            {
                file.Delete();
            }
            return true;
        });

    public async Task<bool> ProbeAsync(CancellationToken ct)
    {
        await SettledAsync(ct);
        return await Guard(() =>
        {
            NeedMark();
            Directory.CreateDirectory(Incoming);
            var path = Path.Combine(Incoming, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
            try
            {
                File.WriteAllText(path, path);
                return string.Equals(File.ReadAllText(path), path, StringComparison.Ordinal)
                    ? true
                    : throw new IOException("What was written was not read again.");
            }
            finally
            {
                // Also of a write that failed: a full disk is looked at every few seconds.
                File.Delete(path);
            }
        });
    }

    private static ListedBlob Of(FileInfo file) => new(file.Name, file.Length, file.LastWriteTimeUtc);

    private static Task<T> Guard<T>(Func<T> work)
    {
        try
        {
            return Task.FromResult(work());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Task.FromException<T>(new BlobBackendException($"The blob folder fails: {e.Message}", e));
        }
    }
}
