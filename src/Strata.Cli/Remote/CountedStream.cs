namespace Strata.Cli.Remote;

/// <summary>Reports how many bytes of a stream were read. Leaves the stream open: it is its opener's to close.</summary>
internal sealed class CountedStream(Stream inner, IProgress<Progress>? progress) : Stream
{
    private readonly long? _total = inner.CanSeek ? inner.Length : null;
    private long _done;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(await inner.ReadAsync(buffer, cancellationToken));

    public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Count(int read)
    {
        _done += read;
        progress?.Report(new Progress("sending", _done, _total, Progress.Bytes));
        return read;
    }
}
