using Strata.Blobs;

namespace Strata.Rendering;

/// <summary>Reads a source's own text at byte ranges. Opens the source on first use, once: it may be remote.</summary>
internal sealed class OriginalText(BlobStore blobs, UserId user, string digest) : IAsyncDisposable
{
    private FileStream? _source;

    public async Task<string> ReadAsync(Encoding encoding, ByteRange range, CancellationToken ct) =>
        await SourceSlices.ReadAsync(_source ??= await blobs.OpenFileAsync(user, digest, ct), encoding, range, ct);

    public async ValueTask DisposeAsync()
    {
        if (_source is { } source)
        {
            await source.DisposeAsync();
        }
    }
}
