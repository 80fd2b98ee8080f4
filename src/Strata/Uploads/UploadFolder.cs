using Strata.Blobs.Backends;

namespace Strata.Uploads;

/// <summary>
/// Files of uploads: <c>USER/ID.json</c> and <c>USER/ID.part</c> of one that is open, <c>USER/done/ID.json</c> of one that was taken in. The
/// note is what makes an upload: it is written first, whole or not at all, and removed last.
/// </summary>
internal sealed class UploadFolder(string root)
{
    private const string DoneFolder = "done";

    public string FolderOf(UserId user) => Path.Combine(root, user.Value);

    public string PartOf(UserId user, string id) => Path.Combine(FolderOf(user), id + ".part");

    /// <summary>Whether the text is an id, and so can be part of a path.</summary>
    public static bool IsId(string id) => id.Length == 32 && id.All(char.IsAsciiHexDigitLower);

    /// <summary>Returns null if there is none.</summary>
    public Upload? Find(UserId user, string id)
    {
        if (!IsId(id))
        {
            return null;
        }
        if (Read(NoteOf(user, id, done: true)) is { } done)
        {
            return done with { Offset = done.Length };
        }
        var part = new FileInfo(PartOf(user, id));
        return Read(NoteOf(user, id, done: false)) is { } open
            ? open with
            {
                // The last byte is received once the whole is taken in: who asks after a crash sends it again, and learns what became of it.
                Offset = part.Exists ? Math.Min(part.Length, open.Length - 1) : 0,
            }
            : null;
    }

    /// <summary>Returns uploads that are not taken in yet.</summary>
    public IReadOnlyList<Upload> Open(UserId user) =>
        Directory.Exists(FolderOf(user))
            ? [.. IdsIn(FolderOf(user)).Distinct(StringComparer.Ordinal).Select(id => Find(user, id)).OfType<Upload>()]
            : [];

    /// <summary>Returns uploads that were taken in at that time or later, by the clock that noted them.</summary>
    public IReadOnlyList<Upload> Done(UserId user, DateTimeOffset since)
    {
        var folder = new DirectoryInfo(Path.Combine(FolderOf(user), DoneFolder));
        return folder.Exists
            ?
            [
                .. folder
                    .EnumerateFiles("*.json")
                    .Where(note => note.LastWriteTimeUtc >= since.UtcDateTime)
                    .Select(note => Find(user, Path.GetFileNameWithoutExtension(note.Name)))
                    .OfType<Upload>(),
            ]
            : [];
    }

    public void Create(UserId user, Upload upload)
    {
        Directory.CreateDirectory(root);
        DurableFiles.CreateDirectory(FolderOf(user), root);
        Write(NoteOf(user, upload.UploadId, done: false), upload);
    }

    /// <param name="at">Kept as the note's time of writing.</param>
    public void NoteDone(UserId user, Upload upload, DateTimeOffset at)
    {
        DurableFiles.CreateDirectory(Path.Combine(FolderOf(user), DoneFolder), root);
        Write(NoteOf(user, upload.UploadId, done: true), upload, at);
    }

    /// <summary>Removes the files of an upload that is done.</summary>
    public void RemoveOpen(UserId user, string id)
    {
        Delete(PartOf(user, id));
        Delete(NoteOf(user, id, done: false));
    }

    public void Remove(UserId user, string id)
    {
        RemoveOpen(user, id);
        Delete(NoteOf(user, id, done: true));
    }

    public void RemoveAll(UserId user)
    {
        if (Directory.Exists(FolderOf(user)))
        {
            Directory.Delete(FolderOf(user), recursive: true);
            DurableFiles.SyncDirectory(root);
        }
    }

    /// <summary>Removes what has expired, of all users; returns how many uploads.</summary>
    public int RemoveExpired(DateTimeOffset now)
    {
        var removed = 0;
        foreach (var folder in Directory.Exists(root) ? Directory.EnumerateDirectories(root) : [])
        {
            removed += RemoveExpired(new UserId(Path.GetFileName(folder)), now);
        }
        return removed;
    }

    public int RemoveExpired(UserId user, DateTimeOffset now)
    {
        var removed = 0;
        var folder = FolderOf(user);
        foreach (var id in IdsIn(folder).Concat(IdsIn(Path.Combine(folder, DoneFolder))).Distinct(StringComparer.Ordinal))
        {
            if (Find(user, id)?.ExpiresAt <= now)
            {
                Remove(user, id);
                removed++;
            }
        }
        return removed;
    }

    private static IEnumerable<string> IdsIn(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder).Select(p => Path.GetFileNameWithoutExtension(p)).Where(IsId) : [];

    private string NoteOf(UserId user, string id, bool done) =>
        done ? Path.Combine(FolderOf(user), DoneFolder, id + ".json") : Path.Combine(FolderOf(user), id + ".json");

    private static void Delete(string path)
    {
        if (File.Exists(path))
        {
            File.Delete(path);
        }
    }

    private static Upload? Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), UploadShapes.Default.Upload) : null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null; // removed meanwhile
        }
    }

    private static void Write(string path, Upload upload, DateTimeOffset? at = null)
    {
        var next = path + ".next";
        Delete(next); // of a process that was killed
        using (var file = DurableFiles.Create(next))
        {
            file.Write(JsonSerializer.SerializeToUtf8Bytes(upload, UploadShapes.Default.Upload));
            file.Flush(flushToDisk: true);
        }
        if (at is { } time)
        {
            File.SetLastWriteTimeUtc(next, time.UtcDateTime);
        }
        File.Move(next, path, overwrite: true);
        DurableFiles.SyncDirectory(Path.GetDirectoryName(path) ?? path);
    }
}
