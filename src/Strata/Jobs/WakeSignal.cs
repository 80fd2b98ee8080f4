using System.Threading.Channels;

namespace Strata.Jobs;

/// <summary>A signal for one waiter: raised any number of times, it wakes once, also if raised before the wait began.</summary>
internal sealed class WakeSignal
{
    private readonly Channel<bool> _rung = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true }
    );

    public void Up() => _rung.Writer.TryWrite(true);

    public async Task WaitAsync(CancellationToken ct) => await _rung.Reader.ReadAsync(ct);
}
