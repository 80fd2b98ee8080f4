using System.Buffers;

namespace Strata.Backup;

/// <summary>
/// Passes writes on and counts them. Synchronous writes, such as ZIP headers, wait in memory for the next asynchronous one, because a
/// server's response allows no others. Refuses readers that are too slow.
/// </summary>
internal sealed class DeferredWrites(Stream to, TimeProvider time) : Stream
{
    private const int MaxHeld = 1 << 20;

    private readonly ArrayBufferWriter<byte> _held = new();
    private readonly DownloadRate _rate = new(time);

    public long Written { get; private set; }

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => Written;
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_held.WrittenCount + buffer.Length > MaxHeld)
        {
            to.Write(_held.WrittenSpan);
            _held.ResetWrittenCount();
            to.Write(buffer);
        }
        else
        {
            _held.Write(buffer);
        }
        Written += buffer.Length;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await SettleAsync(cancellationToken);
        await PassAsync(buffer, cancellationToken);
        Written += buffer.Length;
    }

    /// <summary>Held bytes wait for <see cref="FlushAsync"/>.</summary>
    public override void Flush() { }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        await SettleAsync(cancellationToken);
        await to.FlushAsync(cancellationToken);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private async Task SettleAsync(CancellationToken ct)
    {
        if (_held.WrittenCount > 0)
        {
            await PassAsync(_held.WrittenMemory, ct);
            _held.ResetWrittenCount();
        }
    }

    /// <exception cref="StrataException">RATE_LIMITED: the reader is too slow.</exception>
    private Task PassAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct) =>
        _rate.TakeAsync(Written, cancel => to.WriteAsync(bytes, cancel), ct);
}
