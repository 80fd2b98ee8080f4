using Strata.Blobs;
using Strata.Database;

namespace Strata.Documents;

/// <summary>Reads the source texts of a rendered document's blocks. Opens the source on first use.</summary>
internal sealed class RawTexts(BlobStore blobs, UserConnection connection, string digest, Encoding encoding) : IDisposable
{
    private BlobReader? _source;

    public async Task<string> ReadAsync(ByteRange range) =>
        encoding.GetString((_source ??= await blobs.ReaderAsync(connection, digest)).Read(range.Start, range.Length));

    public void Dispose() => _source?.Dispose();
}
