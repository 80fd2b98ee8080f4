using System.Threading.Channels;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Strata.Server;

/// <summary>
/// Sends progress to a client that asked for it: in order, always rising (MCP demands it, though stages start over),
/// never more than the client reads, and all of it before the answer.
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
        double before = 0;
        double sent = -1;
        var stage = "";
        try
        {
            await foreach (var step in _waiting.Reader.ReadAllAsync(ct))
            {
                if (!string.Equals(step.Stage, stage, StringComparison.Ordinal))
                {
                    before = Math.Max(sent, 0);
                    stage = step.Stage;
                }
                if (before + step.Done <= sent)
                {
                    continue;
                }
                sent = before + step.Done;
                var value = new ProgressNotificationValue
                {
                    Progress = (float)sent,
                    Message = step.Total is { } total ? $"{stage}: {step.Done} of {total}" : $"{stage}: {step.Done}",
                };
                await client.NotifyProgressAsync(token, value, cancellationToken: ct);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The client is gone or takes no more notes; the work itself goes on.
        }
    }
}
