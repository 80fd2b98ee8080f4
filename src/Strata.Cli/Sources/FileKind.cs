using System.Runtime.InteropServices;

namespace Strata.Cli.Sources;

/// <summary>What a path leads to where that is no file: opening a pipe would wait for ever for someone to write into it.</summary>
internal static partial class FileKind
{
    // linux/stat.h, linux/fcntl.h: the same on all processors.
    private const int WorkingFolder = -100;
    private const uint Type = 1;
    private const int StatusLength = 256;
    private const int ModeAt = 28;
    private const int TypeBits = 0xF000;

    /// <summary>"a named pipe", "a socket", "a device"; null for files, links to files, and whatever the system does not tell of.</summary>
    public static string? Special(string path)
    {
        // .NET tells no pipe from a file, and the layouts of other systems' stat differ by processor.
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }
        Span<byte> status = stackalloc byte[StatusLength];
        try
        {
            if (Status(WorkingFolder, path, flags: 0, Type, ref MemoryMarshal.GetReference(status)) != 0)
            {
                return null; // Opening it says what is the matter.
            }
        }
        catch (EntryPointNotFoundException)
        {
            return null; // A C library from before 2018.
        }
        return (MemoryMarshal.Read<ushort>(status[ModeAt..]) & TypeBits) switch
        {
            0x1000 => "a named pipe",
            0xC000 => "a socket",
            0x2000 or 0x6000 => "a device",
            _ => null,
        };
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Status(int folder, string path, int flags, uint mask, ref byte status);
}
