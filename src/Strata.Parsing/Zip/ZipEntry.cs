namespace Strata.Parsing.Zip;

/// <summary>A member as listed in a ZIP's central directory (APPNOTE 6.3.10, section 4.3.12).</summary>
/// <param name="Name">As written: may be a path, may be hostile.</param>
/// <param name="HeaderOffset">Claimed offset of its local header.</param>
internal readonly record struct ZipEntry(
    string Name,
    int Method,
    bool IsEncrypted,
    long CompressedBytes,
    long ExpandedBytes,
    uint Crc32,
    uint ExternalAttributes,
    bool IsUnix,
    long HeaderOffset
)
{
    public const int Stored = 0;
    public const int Deflated = 8;

    public bool IsFolder => Name.EndsWith('/') || Name.EndsWith('\\');

    /// <summary>A symbolic link by its Unix mode (S_IFLNK).</summary>
    public bool IsLink => IsUnix && (ExternalAttributes >> 28) == 0xA;
}
