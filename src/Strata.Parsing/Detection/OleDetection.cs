using System.Buffers.Binary;

namespace Strata.Parsing.Detection;

/// <summary>Detects the type of an OLE compound file ([MS-CFB]) by its stream names, stored as UTF-16 in its directory.</summary>
internal static class OleDetection
{
    private const int DirectoryBytes = 32 * 1024;

    private static readonly (byte[] Name, string Says, string Type)[] Streams =
    [
        (Utf16("Workbook"), "Workbook", MediaTypes.Xls),
        (Utf16("Book\0"), "Book", MediaTypes.Xls),
        (Utf16("WordDocument"), "WordDocument", "application/msword"),
        (Utf16("PowerPoint Document"), "PowerPoint Document", "application/vnd.ms-powerpoint"),
        (Utf16("__properties_version1.0"), "__properties_version1.0", "application/vnd.ms-outlook"),
        (Utf16("EncryptedPackage"), "EncryptedPackage", MediaTypes.EncryptedOffice),
    ];

    private static readonly Dictionary<string, string> ByExtension = new(StringComparer.OrdinalIgnoreCase)
    {
        [".xls"] = MediaTypes.Xls,
        [".xlt"] = MediaTypes.Xls,
        [".doc"] = "application/msword",
        [".ppt"] = "application/vnd.ms-powerpoint",
        [".msg"] = "application/vnd.ms-outlook",
    };

    public static DetectedType Explain(ReadOnlySpan<byte> head, string? fileName) =>
        ByStream(head)
        ?? (
            ByExtension.GetValueOrDefault(Path.GetExtension(fileName) ?? "") is { } named
                ? new(named, DetectedBy.Name, $"an OLE file whose name ends in {Path.GetExtension(fileName)}")
                : Other
        );

    /// <summary>Reads the start of the directory at the offset in the header.</summary>
    public static DetectedType Explain(Stream source)
    {
        Span<byte> header = stackalloc byte[512];
        source.Position = 0;
        if (source.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length)
        {
            return Other;
        }
        // [MS-CFB] 2.2: the sector shift (9 or 12) at 0x1E, the directory's first sector at 0x30; sector n is at (n + 1) << shift.
        var shift = BinaryPrimitives.ReadUInt16LittleEndian(header[0x1E..]);
        var start = shift is 9 or 12 ? (BinaryPrimitives.ReadUInt32LittleEndian(header[0x30..]) + 1L) << shift : 512;
        source.Position = Math.Min(start, source.Length);
        var directory = new byte[DirectoryBytes];
        var held = source.ReadAtLeast(directory, directory.Length, throwOnEndOfStream: false);
        return ByStream(directory.AsSpan(0, held)) ?? Other;
    }

    private static DetectedType Other { get; } = DetectedType.FromContent(MediaTypes.OleStorage, "an OLE file of nothing more particular");

    private static DetectedType? ByStream(ReadOnlySpan<byte> directory)
    {
        foreach (var (name, says, type) in Streams)
        {
            if (directory.IndexOf(name) >= 0)
            {
                return DetectedType.FromContent(type, $"an OLE file that holds {says}");
            }
        }
        return null;
    }

    private static byte[] Utf16(string name) => Encoding.Unicode.GetBytes(name);
}
