using System.Buffers;
using System.Security.Cryptography;

namespace Strata.Blobs;

/// <summary>Bytes that are on disk under their SHA-256.</summary>
/// <param name="Head">The first bytes, up to 64 KiB: what media type detection looks at.</param>
internal sealed record StoredBlob(string Digest, long ByteSize, byte[] Head);

/// <summary>
/// Content-addressed files: <c>blobs/USER/ab/abcd…</c>, named by the SHA-256 of their bytes, so that <c>sha256sum</c> alone verifies them.
/// A file appears under its name only when it is whole and on disk.
/// </summary>
internal sealed class FileBlobs(string folder)
{
    private const int BufferSize = 1 << 20;
    private const int HeadSize = 64 * 1024;
    private const int DigestLength = 64;

    public string PathOf(UserId user, string digest) => Path.Combine(folder, user.Value, digest[..2], digest);

    /// <summary>Hashes while writing, in constant memory. FILE_TOO_LARGE past <paramref name="limit"/>; nothing is left behind then.</summary>
    public async Task<StoredBlob> PutAsync(UserId user, Stream content, long limit, IProgress<Progress>? progress, CancellationToken ct)
    {
        var incoming = Path.Combine(folder, ".incoming");
        Directory.CreateDirectory(incoming);
        var temporary = Path.Combine(incoming, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
        try
        {
            var stored = await WriteAsync(temporary, content, limit, progress, ct);
            var path = PathOf(user, stored.Digest);
            if (!File.Exists(path))
            {
                var parent = Path.GetDirectoryName(path) ?? folder;
                DurableFiles.CreateDirectory(parent, folder);
                File.Move(temporary, path, overwrite: true);
                DurableFiles.SyncDirectory(parent);
            }
            return stored;
        }
        finally
        {
            File.Delete(temporary);
        }
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

    private static async Task<StoredBlob> WriteAsync(
        string path,
        Stream content,
        long limit,
        IProgress<Progress>? progress,
        CancellationToken ct
    )
    {
        await using var file = new FileStream(
            path,
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                BufferSize = 0,
                Options = FileOptions.Asynchronous,
            }
        );
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var head = new MemoryStream();
        long size = 0;
        var (current, next) = (ArrayPool<byte>.Shared.Rent(BufferSize), ArrayPool<byte>.Shared.Rent(BufferSize));
        try
        {
            var count = await FillAsync(content, current, ct);
            while (count > 0)
            {
                size += count;
                if (size > limit)
                {
                    throw new StrataException(
                        ErrorCode.FileTooLarge,
                        $"The content has more than {limit} bytes, the limit for one source. Split it, or raise the limit."
                    );
                }
                head.Write(current, 0, (int)Math.Min(count, HeadSize - head.Length));

                // Disk, processor and input work at once: the write runs while this chunk is hashed and the next is read.
                var (chunk, length) = (current, count);
                var writing = file.WriteAsync(chunk.AsMemory(0, length), ct).AsTask();
                var hashing = Task.Run(() => hash.AppendData(chunk, 0, length), ct);
                var reading = FillAsync(content, next, ct);
                await Task.WhenAll(writing, hashing, reading);
                count = await reading;
                (current, next) = (next, current);
                progress?.Report(new Progress("store", size, null));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(current);
            ArrayPool<byte>.Shared.Return(next);
        }
        if (size == 0)
        {
            throw new StrataException(ErrorCode.InvalidContent, "The content is empty: there is nothing to keep.");
        }
        file.Flush(flushToDisk: true);
        return new StoredBlob(Convert.ToHexStringLower(hash.GetHashAndReset()), size, head.ToArray());
    }

    private static async Task<int> FillAsync(Stream content, byte[] buffer, CancellationToken ct) =>
        await content.ReadAtLeastAsync(buffer.AsMemory(0, BufferSize), BufferSize, throwOnEndOfStream: false, ct);
}
