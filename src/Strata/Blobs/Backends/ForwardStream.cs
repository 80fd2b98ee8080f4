using Strata.Parsing.Reading;

namespace Strata.Blobs.Backends;

/// <summary>Bytes read once, front to back, asynchronously.</summary>
internal abstract class ForwardStream : ForwardOnlyStream
{
    public abstract override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
