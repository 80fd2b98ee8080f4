using Strata.Parsing.Reading;

namespace Strata.Cli.Remote;

/// <summary>Reports how many bytes of a stream were read. Does not close the stream.</summary>
internal sealed class CountedStream(Stream inner, IProgress<Progress>? progress) : ForwardOnlyStream
{
    private readonly long? _total = inner.CanSeek ? inner.Length : null;
    private long _done;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(await inner.ReadAsync(buffer, cancellationToken));

    public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

    private int Count(int read)
    {
        _done += read;
        progress?.Report(new Progress("sending", _done, _total, Progress.Bytes));
        return read;
    }
}
