using System.Threading.Channels;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Strata.Server.Mcp;

/// <summary>
/// Sends progress to a client that asked for it: in order, rising, never more than the client reads, and all of it before the answer.
/// </summary>
internal sealed class ProgressNotes : IProgress<Progress>, IAsyncDisposable
{
    private readonly Channel<Progress> _waiting = Channel.CreateBounded<Progress>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }
    );
    private readonly Task _sending;

    public ProgressNotes(McpServer client, ProgressToken token, CancellationToken ct) => _sending = SendAsync(client, token, ct);

    public void Report(Progress value) => _waiting.Writer.TryWrite(value);

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.Complete();
        await _sending;
    }

    private async Task SendAsync(McpServer client, ProgressToken token, CancellationToken ct)
    {
        var rising = new RisingProgress();
        try
        {
            await foreach (var step in _waiting.Reader.ReadAllAsync(ct))
            {
                if (rising.Next(step) is { } value)
                {
                    await client.NotifyProgressAsync(token, value, cancellationToken: ct);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The client is gone or accepts no more; the work continues.
        }
    }
}
