using System.Runtime.InteropServices;

namespace Strata.Blobs.Backends;

/// <summary>Makes directory entries durable: a renamed file survives a power cut only once its directory is on disk too.</summary>
internal static partial class DurableFiles
{
    private const int ReadOnly = 0;

    /// <summary>Creates a file for writing that only this OS user can read, whatever the folder's mode and the umask.</summary>
    public static FileStream Create(string path, FileOptions how = FileOptions.None)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            BufferSize = 0,
            Options = how,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        return new FileStream(path, options);
    }

    /// <summary>Creates a directory and syncs every directory with a new entry, up to <paramref name="root"/>.</summary>
    public static void CreateDirectory(string path, string root)
    {
        if (Directory.Exists(path))
        {
            return;
        }
        var parent = Path.GetDirectoryName(path) ?? root;
        if (parent.Length > root.Length)
        {
            CreateDirectory(parent, root);
        }
        Directory.CreateDirectory(path);
        SyncDirectory(parent);
    }

    /// <summary>fsync on a directory. Windows journals directory entries and has no such call.</summary>
    public static void SyncDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }
        var descriptor = Open(path, ReadOnly);
        if (descriptor < 0)
        {
            throw new IOException($"Can't open the folder '{path}' to sync it (error {Marshal.GetLastPInvokeError()}).");
        }
        try
        {
            if (Sync(descriptor) != 0)
            {
                throw new IOException($"Can't sync the folder '{path}' (error {Marshal.GetLastPInvokeError()}).");
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
