namespace Strata.Jobs;

/// <summary>Looks which lanes hold work that nobody rang for.</summary>
internal sealed class LaneLook(JobRoom room, LaneRing ring, Wake wake)
{
    /// <summary>Looks take at most one part in so many of the time, however many lanes there are that can't be worked on.</summary>
    private const int Share = 20;

    private readonly string[] _kinds = [.. room.Handlers.Keys];
    private long _looked;

    /// <summary>Whether there was no look within that time.</summary>
    public bool IsDue(TimeSpan within) =>
        Volatile.Read(ref _looked) is var looked && (looked == 0 || room.Time.GetElapsedTime(looked) >= within);

    /// <summary>How many lanes hold work.</summary>
    /// <param name="often">
    /// Lanes that a cap holds back are left to a look that comes seldom: each that is tried takes the write lock.
    /// </param>
    public async Task<int> RunAsync(CancellationToken ct, bool often = false)
    {
        Volatile.Write(ref _looked, room.Time.GetTimestamp());
        var found = await room.Table.FindLanesAsync(_kinds, ct);
        foreach (var lane in found)
        {
            ring.Add(new JobLane(lane.UserId, lane.Kind), lane.Place, often);
        }
        if (found.Count > 0)
        {
            wake.Up();
        }
        return found.Count;
    }

    /// <summary>A look, and then a rest in proportion, for who is told again and again that there may be something.</summary>
    public async Task RunAndRestAsync(TimeSpan longest, CancellationToken ct)
    {
        var began = room.Time.GetTimestamp();
        await RunAsync(ct, often: true);
        var rest = room.Time.GetElapsedTime(began) * Share;
        await Task.Delay(rest < longest ? rest : longest, room.Time, ct);
    }
}
