using Strata.Blobs;

namespace Strata.Rendering;

/// <summary>
/// A source's own text at ranges of its bytes. The source is opened when the first is asked for, and once: it may lie far away.
/// </summary>
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
