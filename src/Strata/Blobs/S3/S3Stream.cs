using Amazon.S3.Model;
using Strata.Blobs.Backends;

namespace Strata.Blobs.S3;

/// <summary>Reads an object; continues after the last byte if the connection breaks or stalls.</summary>
/// <param name="patience">Longest time without data.</param>
/// <param name="again">Returns the rest from a byte on; null if the object is gone.</param>
internal sealed class S3Stream(string store, TimeSpan patience, GetObjectResponse first, Func<long, Task<GetObjectResponse?>> again)
    : ForwardStream
{
    private const int MaxBreaks = 4;

    private readonly long _length = first.ContentLength;
    private GetObjectResponse _response = first;
    private long _read;
    private int _breaks;

    public override long Length => _length;

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            try
            {
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                limit.CancelAfter(patience);
                var count = await _response.ResponseStream.ReadAsync(buffer, limit.Token);
                if (count > 0 || buffer.Length == 0 || _read == _length)
                {
                    _read += count;
                    return count;
                }
                throw new EndOfStreamException("The body ended early.");
            }
            catch (Exception e) when (S3Failure.IsOne(e) || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                if (++_breaks > MaxBreaks)
                {
                    throw new BlobBackendException($"{store} breaks off: {S3Failure.Text(e)}", e);
                }
                _response.Dispose();
                _response = await again(_read) ?? throw new BlobBackendException($"{store} has the object no more.", e);
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _response.Dispose();
        }
        base.Dispose(disposing);
    }
}
