using Strata.Blobs;
using Strata.Database;

namespace Strata.Documents;

/// <summary>The source's own texts of the blocks of a rendered document. The source is opened when the first is asked for.</summary>
internal sealed class RawTexts(BlobStore blobs, UserConnection connection, string digest, Encoding encoding) : IDisposable
{
    private BlobReader? _source;

    public async Task<string> ReadAsync(ByteRange range) =>
        encoding.GetString((_source ??= await blobs.ReaderAsync(connection, digest)).Read(range.Start, range.Length));

    public void Dispose() => _source?.Dispose();
}
