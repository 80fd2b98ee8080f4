namespace Strata.Jobs.Recovery;

/// <summary>
/// Looks for work that nobody rang for: what was there before this worker, what another process on SQLite enqueued, what a lost
/// connection kept from being heard, and what a claim that was never committed left behind. A worker that has work looks seldom.
/// </summary>
internal sealed class FindLanes(JobRoom room, LaneRing ring, Wake wake, TimeSpan poll) : IRecoveryStep
{
    private static readonly TimeSpan AtLeast = TimeSpan.FromSeconds(30);

    private readonly string[] _kinds = [.. room.Handlers.Keys];
    private long _looked;

    public TimeSpan Every => poll;

    public async Task<Seen> RunAsync(CancellationToken ct)
    {
        if (_looked != 0 && !ring.IsEmpty && room.Time.GetElapsedTime(_looked) < AtLeast)
        {
            return default;
        }
        _looked = room.Time.GetTimestamp();
        var found = await room.Table.FindLanesAsync(_kinds, ct);
        foreach (var lane in found)
        {
            ring.Add(new JobLane(lane.UserId, lane.Kind), lane.Place);
        }
        if (found.Count > 0)
        {
            wake.Up();
        }
        return new Seen(found.Count);
    }
}
