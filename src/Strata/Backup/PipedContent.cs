using System.IO.Pipelines;
using Strata.Parsing.Reading;

namespace Strata.Backup;

/// <summary>Makes a readable stream of a writer. The writer runs while the stream is read; disposing the stream early cancels it.</summary>
internal sealed class PipedContent : ForwardOnlyStream
{
    private readonly CancellationTokenSource _stop;
    private readonly Pipe _pipe = new();
    private readonly Stream _reader;
    private readonly Task _writing;
    private bool _isDisposed;

    public PipedContent(Func<Stream, CancellationToken, Task> write, CancellationToken ct)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        _reader = _pipe.Reader.AsStream();
        _writing = Task.Run(() => WriteAsync(write), CancellationToken.None);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _reader.ReadAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => _reader.Read(buffer, offset, count);

    public override async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }
        _isDisposed = true;
        await _stop.CancelAsync();
        await _reader.DisposeAsync();
        await _writing;
        _stop.Dispose();
        await base.DisposeAsync();
    }

    /// <summary>Passes the writer's exception to the reader.</summary>
    private async Task WriteAsync(Func<Stream, CancellationToken, Task> write)
    {
        try
        {
            await using (var destination = _pipe.Writer.AsStream(leaveOpen: true))
            {
                await write(destination, _stop.Token);
            }
            await _pipe.Writer.CompleteAsync();
        }
        catch (Exception e)
        {
            await _pipe.Writer.CompleteAsync(e);
        }
    }
}
