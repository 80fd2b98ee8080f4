using System.Security.Cryptography;
using Strata.Documents;

namespace Strata.Rendering;

/// <summary>A source with ranges replaced.</summary>
/// <param name="Content">The caller disposes it.</param>
/// <param name="Digest">SHA-256 of the content, hex.</param>
internal sealed record Splicing(FileStream Content, string Digest, IReadOnlyList<TextChange> Changes)
{
    private const int BufferSize = 1 << 17;

    /// <param name="source">Seekable.</param>
    /// <param name="splices">In source order, not overlapping.</param>
    public static async Task<Splicing> MakeAsync(Stream source, IReadOnlyList<Splice> splices, CancellationToken ct)
    {
        var content = TemporaryFile.Create();
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var changes = new List<TextChange>(splices.Count);
            source.Position = 0;
            foreach (var splice in splices)
            {
                await CopyAsync(source, splice.Range.Start, content, hash, ct);
                changes.Add(
                    new TextChange
                    {
                        Locator = new ByteLocator(splice.Range.Start, splice.Range.Length),
                        NewLocator = new ByteLocator(content.Position, splice.Bytes.Length),
                        Before = splice.Encoding.GetString(Parsing.SourceSlices.ReadBytes(source, splice.Range)),
                        After = splice.Text,
                        Block = splice.Block,
                        EntityId = splice.Declared?.EntityId,
                        Field = splice.Declared?.Field,
                    }
                );
                await content.WriteAsync(splice.Bytes, ct);
                hash.AppendData(splice.Bytes);
            }
            await CopyAsync(source, long.MaxValue, content, hash, ct);
            await content.FlushAsync(ct);
            return new Splicing(content, Convert.ToHexStringLower(hash.GetHashAndReset()), changes);
        }
        catch
        {
            await content.DisposeAsync();
            throw;
        }
    }

    /// <summary>Copies from the source's position up to another, or to the end.</summary>
    private static async Task CopyAsync(Stream source, long end, FileStream to, IncrementalHash hash, CancellationToken ct)
    {
        var buffer = new byte[BufferSize];
        while (source.Position < end)
        {
            var read = await source.ReadAsync(buffer.AsMemory(0, (int)Math.Min(BufferSize, end - source.Position)), ct);
            if (read == 0)
            {
                return;
            }
            await to.WriteAsync(buffer.AsMemory(0, read), ct);
            hash.AppendData(buffer, 0, read);
        }
    }
}
