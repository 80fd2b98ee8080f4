using Strata.Database;

namespace Strata.Jobs.Recovery;

/// <summary>Removes finished jobs that are old. Dead ones stay.</summary>
internal sealed class PruneArchive(JobRoom room, TimeSpan keep) : IRecoveryStep
{
    private const int Most = 2_000;

    public TimeSpan Every => TimeSpan.FromMinutes(10);

    public async Task<Seen> RunAsync(CancellationToken ct)
    {
        var pruned = await room.Watch.PruneAsync(UnixTime.Microseconds(room.Time.GetUtcNow() - keep), Most, ct);
        return new Seen(pruned, More: pruned == Most);
    }
}
