namespace Strata.Server;

/// <summary>
/// The caller broke the body of the request off, or sent one that can't be received: what the store does with it ends like any work that
/// nobody waits for any more, and is no failure of ours.
/// </summary>
internal sealed class BrokenOffException(IOException why) : OperationCanceledException("The body of the request was broken off.", why)
{
    /// <summary>What the caller can still be told; null where the connection is gone.</summary>
    public BadHttpRequestException? Refusal => InnerException as BadHttpRequestException;
}

/// <summary>The body of a request that goes into the store as it is.</summary>
internal sealed class RequestBytes(HttpRequest request) : Stream
{
    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="BrokenOffException">There will be no more.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await request.Body.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException e)
        {
            throw new BrokenOffException(e); // a connection that was reset, and what Kestrel says of a body that ends too early
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Bodies are read asynchronously.");

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
