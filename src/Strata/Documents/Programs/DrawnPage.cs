using System.Buffers.Binary;

namespace Strata.Documents.Programs;

/// <summary>A picture drawn by pdftoppm.</summary>
internal static class DrawnPage
{
    // PNG (RFC 2083, 3): eight bytes of signature, eight of the first chunk's head, then width and height.
    private const int SizeAt = 16;
    private const int Head = SizeAt + 8;

    /// <summary>
    /// Returns false if there is none, or a single dot: what pdftoppm draws of a page it has no memory for, with no other sign.
    /// </summary>
    public static bool IsThere(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }
        Span<byte> head = stackalloc byte[Head];
        using var picture = File.OpenRead(path);
        return picture.ReadAtLeast(head, Head, throwOnEndOfStream: false) == Head
            && (BinaryPrimitives.ReadUInt32BigEndian(head[SizeAt..]) > 1 || BinaryPrimitives.ReadUInt32BigEndian(head[(SizeAt + 4)..]) > 1);
    }
}
