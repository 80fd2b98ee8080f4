using System.Threading.Channels;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Strata.Server;

/// <summary>
/// Sends progress to a client that asked for it: in order, always rising (MCP demands it, though stages start over), in one unit, which is that of
/// the first step, never more than the client reads, and all of it before the answer.
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
        Progress? last = null;
        string? unit = null;
        try
        {
            await foreach (var step in _waiting.Reader.ReadAllAsync(ct))
            {
                unit = last is null ? step.Unit : unit;
                if (last is not null && !string.Equals(step.Stage, last.Stage, StringComparison.Ordinal))
                {
                    before = Math.Max(sent, 0);
                }
                last = step;
                // What is counted in something else is told in words, beside the least rise of the number.
                var done =
                    step.Unit != unit ? (double)MathF.BitIncrement((float)Math.Max(sent, 0))
                    : step.Total is null ? before + step.Done
                    : step.Done;
                if (done <= sent)
                {
                    continue;
                }
                sent = done;
                await client.NotifyProgressAsync(
                    token,
                    new ProgressNotificationValue { Progress = (float)sent, Total = step.Unit == unit ? step.Total : null, Message = Words(step) },
                    cancellationToken: ct
                );
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The client is gone or takes no more notes; the work itself goes on.
        }
    }

    private static string Words(Progress step) =>
        $"{step.Stage}: {step.Done}{(step.Total is { } total ? $" of {total}" : "")}{(step.Unit is { } unit ? $" {unit}" : "")}";
}
