using Strata.Blobs.Backends;

namespace Strata.Blobs;

/// <summary>The pieces of a spool as one stream, one in memory at a time.</summary>
/// <param name="read">Returns the piece of a number; null after the last.</param>
internal sealed class SpoolStream(long byteSize, Func<long, Task<byte[]?>> read) : ForwardStream
{
    private byte[] _piece = [];
    private int _at;
    private long _next;
    private long _read;

    public override long Length => byteSize;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_at == _piece.Length && _read < byteSize)
        {
            _piece =
                await read(_next++) ?? throw new BlobBackendException("The bytes went from the spool to the store while they were read.");
            _read += _piece.Length;
            _at = 0;
        }
        var count = Math.Min(buffer.Length, _piece.Length - _at);
        _piece.AsMemory(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }
}
