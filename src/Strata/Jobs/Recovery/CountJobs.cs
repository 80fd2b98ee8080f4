using Strata.Database;

namespace Strata.Jobs.Recovery;

/// <summary>Counts the queue for whoever watches it.</summary>
internal sealed class CountJobs(JobRoom room) : IRecoveryStep
{
    public TimeSpan Every => TimeSpan.FromSeconds(15);

    public async Task<Seen> RunAsync(CancellationToken ct)
    {
        var counts = await room.Watch.CountAsync(UnixTime.Microseconds(room.Time.GetUtcNow()), ct);
        room.Meters.Counted(counts);
        return new Seen(counts.Count);
    }
}
