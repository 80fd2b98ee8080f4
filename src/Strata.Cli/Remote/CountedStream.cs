using Strata.Parsing.Reading;

namespace Strata.Cli.Remote;

/// <summary>Reports how many bytes of a stream were read.</summary>
internal sealed class CountedStream(Stream inner, string stage, long? total, IProgress<Progress>? progress, bool leaveOpen)
    : ForwardOnlyStream
{
    private long _done;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(await inner.ReadAsync(buffer, cancellationToken));

    public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

    private int Count(int read)
    {
        _done += read;
        progress?.Report(new Progress(stage, _done, total, Progress.Bytes));
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !leaveOpen)
        {
            inner.Dispose();
        }
        base.Dispose(disposing);
    }
}
