using System.Security.Cryptography;

namespace Strata.Testing;

/// <summary>
/// Where tests keep stores and servers: in memory where there is room. What they are about is processes that end at any moment, and for
/// those a file in memory is as good as one on a disk; waiting for a disk would be a large part of their time.
/// </summary>
public static class TestFolder
{
    private const string Memory = "/dev/shm";
    private const string Prefix = "strata-test-";
    private const long FreeBytes = 4L << 30;
    private const long MachineBytes = 8L << 30;
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(1);

    /// <summary>Anyone may make folders in it, as PostgreSQL runs as another user.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A new empty one, which only the user of this process can look into; the test deletes it.</summary>
    public static string New()
    {
        var folder = Path.Combine(Root, Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)));
        if (OperatingSystem.IsWindows())
        {
            return Directory.CreateDirectory(folder).FullName;
        }
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        return Directory.CreateDirectory(folder, Owner).FullName;
    }

    private static string FindRoot()
    {
        if (
            !Directory.Exists(Memory)
            || GC.GetGCMemoryInfo().TotalAvailableMemoryBytes < MachineBytes
            || new DriveInfo(Memory).AvailableFreeSpace < FreeBytes
        )
        {
            return Path.GetTempPath();
        }
        // Those of runs that were killed would take up memory until the machine is started again.
        var old = DateTime.UtcNow - Forgotten;
        foreach (var folder in Directory.GetDirectories(Memory, Prefix + "*").Where(f => Directory.GetLastWriteTimeUtc(f) < old))
        {
            Directory.Delete(folder, recursive: true);
        }
        return Memory;
    }
}
