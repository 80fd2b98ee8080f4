using System.IO.Compression;
using System.Security.Cryptography;

namespace Strata.Archive;

/// <summary>Compression of archived bytes: Brotli, checked by the SHA-256 of the plain bytes.</summary>
internal static class ArchiveCompression
{
    /// <summary>Longest input; longer ones are not archived.</summary>
    public const int MaxBytes = 256 << 20;

    private const int Quality = 9;
    private const int Window = 22;

    public static byte[] Pack(ReadOnlySpan<byte> plain)
    {
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(plain.Length)];
        return BrotliEncoder.TryCompress(plain, packed, out var length, Quality, Window)
            ? packed[..length]
            : throw new InvalidOperationException("A piece did not fit its greatest compressed length.");
    }

    /// <param name="path">Name of the row in errors.</param>
    /// <exception cref="StrataException">STORAGE_UPLOAD_FAILED: the bytes are not what was packed.</exception>
    public static byte[] Unpack(byte[] packed, long size, ReadOnlySpan<byte> digest, string path)
    {
        if (size is < 0 or > MaxBytes)
        {
            throw Damaged(path);
        }
        var plain = new byte[size];
        return
            BrotliDecoder.TryDecompress(packed, plain, out var length)
            && length == size
            && SHA256.HashData(plain).AsSpan().SequenceEqual(digest)
            ? plain
            : throw Damaged(path);
    }

    public static StrataException Damaged(string path) =>
        new(
            ErrorCode.StorageUploadFailed,
            $"The archive's row {path} is damaged or missing. Run 'strata verify' to find all damage, and restore a backup."
        );
}
