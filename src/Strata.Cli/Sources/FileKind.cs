using System.Runtime.InteropServices;

namespace Strata.Cli.Sources;

/// <summary>Detects paths that are not files: opening a pipe would wait forever for a writer.</summary>
internal static partial class FileKind
{
    // linux/stat.h, linux/fcntl.h: the same on all processors.
    private const int WorkingFolder = -100;
    private const uint Type = 1;
    private const int StatusLength = 256;
    private const int ModeAt = 28;
    private const int TypeBits = 0xF000;

    /// <summary>Returns "a named pipe", "a socket" or "a device"; null for files, links to files, and unknown kinds.</summary>
    public static string? Special(string path)
    {
        // .NET does not distinguish pipes from files, and on other systems the layout of stat differs by processor.
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }
        Span<byte> status = stackalloc byte[StatusLength];
        try
        {
            if (Status(WorkingFolder, path, flags: 0, Type, ref MemoryMarshal.GetReference(status)) != 0)
            {
                return null; // Opening it reports the error.
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
