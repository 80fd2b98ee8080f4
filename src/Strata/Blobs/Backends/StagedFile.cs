using System.Buffers;
using System.Security.Cryptography;

namespace Strata.Blobs.Backends;

/// <summary>Bytes in a temporary file on disk, hashed on arrival. Disposing removes the file, unless a store took it.</summary>
/// <param name="Head">The first bytes, up to 64 KiB, for media type detection.</param>
internal sealed record StagedFile(string Path, string Digest, long ByteSize, byte[] Head) : IDisposable
{
    /// <summary>Why an empty file is refused.</summary>
    public const string Empty = "The content is empty: there is nothing to keep.";

    private static readonly TimeSpan UntilRoom = TimeSpan.FromSeconds(30);

    private const int BufferSize = 1 << 20;
    private const int HeadSize = 64 * 1024;

    /// <summary>
    /// Writes the content to a new file in the folder, in constant memory. FILE_TOO_LARGE past the limit; nothing is left behind then.
    /// </summary>
    /// <exception cref="StrataException">STORAGE_PENDING: the disk is full or fails.</exception>
    public static async Task<StagedFile> WriteAsync(
        string folder,
        Stream content,
        long limit,
        IProgress<Progress>? progress,
        CancellationToken ct
    )
    {
        OnDisk(() => Directory.CreateDirectory(folder));
        var path = System.IO.Path.Combine(folder, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
        try
        {
            return await FillAsync(path, content, limit, progress, ct);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    public void Dispose() => File.Delete(Path);

    private static async Task<StagedFile> FillAsync(
        string path,
        Stream content,
        long limit,
        IProgress<Progress>? progress,
        CancellationToken ct
    )
    {
        await using var file = OnDisk(() => DurableFiles.Create(path, FileOptions.Asynchronous));
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
                        $"The content exceeds the source limit of {limit} bytes. Split it, or raise the limit (--max-source-bytes, STRATA_MAX_SOURCE_BYTES)."
                    );
                }
                head.Write(current, 0, (int)Math.Min(count, HeadSize - head.Length));

                // Disk, processor and input overlap: the write runs while this chunk is hashed and the next one is read.
                var (chunk, length) = (current, count);
                var writing = WriteAsync(file, chunk.AsMemory(0, length), ct);
                var hashing = Task.Run(() => hash.AppendData(chunk, 0, length), ct);
                var reading = FillAsync(content, next, ct);
                await Task.WhenAll(writing, hashing, reading);
                count = await reading;
                (current, next) = (next, current);
                progress?.Report(new Progress("store", size, null, Progress.Bytes));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(current);
            ArrayPool<byte>.Shared.Return(next);
        }
        if (size == 0)
        {
            throw new StrataException(ErrorCode.InvalidContent, Empty);
        }
        OnDisk(() =>
        {
            file.Flush(flushToDisk: true);
            return true;
        });
        return new StagedFile(path, Convert.ToHexStringLower(hash.GetHashAndReset()), size, head.ToArray());
    }

    private static async Task WriteAsync(FileStream file, ReadOnlyMemory<byte> chunk, CancellationToken ct)
    {
        try
        {
            await file.WriteAsync(chunk, ct);
        }
        catch (Exception e) when (IsOfDisk(e))
        {
            throw NoRoom(e);
        }
    }

    private static T OnDisk<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (IsOfDisk(e))
        {
            throw NoRoom(e);
        }
    }

    // .NET reports a file too large for the file system, or for the process's own limit, as an argument.
    private static bool IsOfDisk(Exception e) => e is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException;

    private static StrataException NoRoom(Exception e) =>
        new(
            ErrorCode.StoragePending,
            "The disk on which content comes in is full or fails, so nothing was kept. Make room on it, then try again.",
            e
        )
        {
            RetryAfter = UntilRoom,
        };

    private static async Task<int> FillAsync(Stream content, byte[] buffer, CancellationToken ct) =>
        await content.ReadAtLeastAsync(buffer.AsMemory(0, BufferSize), BufferSize, throwOnEndOfStream: false, ct);
}
