using System.Buffers;

namespace Strata.Backup;

/// <summary>
/// Passes on what is written, and counts it. What is written without waiting, such as the headers of a ZIP, is held back until the next write
/// that waits: a server's answer can't be written otherwise.
/// </summary>
internal sealed class DeferredWrites(Stream to) : Stream
{
    private const int MaxHeld = 1 << 20;

    private readonly ArrayBufferWriter<byte> _held = new();

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
        await to.WriteAsync(buffer, cancellationToken);
        Written += buffer.Length;
    }

    /// <summary>What is held back waits for <see cref="FlushAsync"/>.</summary>
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
            await to.WriteAsync(_held.WrittenMemory, ct);
            _held.ResetWrittenCount();
        }
    }
}
