using Strata.Database;
using Strata.Jobs.Recovery;
using Strata.Jobs.Schedules;

namespace Strata.Jobs;

/// <summary>The room put together: what others enqueue with, and what workers work with.</summary>
internal sealed class JobRoom : IDisposable
{
    private readonly Func<double> _chance;

    /// <param name="chance">0 up to, not including, 1, drawn anew each time.</param>
    /// <param name="record">See <see cref="JobSteering"/>.</param>
    public JobRoom(
        IDatabase database,
        TimeProvider time,
        Func<double> chance,
        Func<UserTransaction, string, string, string, Task>? record = null
    )
    {
        var steering = new JobSteering(record);
        (Database, Time, _chance) = (database, time, chance);
        Signals = new JobSignals(database);
        Queue = new JobQueue(time, Signals);
        Table = new JobTable(database);
        Settling = new JobSettling(database, time);
        Watch = new JobWatch(database);
        Desk = new JobDesk(database, Queue, time, () => Handlers, steering);
        Schedules = new JobSchedules(database, Queue, time, steering, Desk.AskedFor);
    }

    public IDatabase Database { get; }
    public TimeProvider Time { get; }
    public JobSignals Signals { get; }
    public JobQueue Queue { get; }
    public JobTable Table { get; }
    public JobSettling Settling { get; }
    public JobWatch Watch { get; }
    public JobDesk Desk { get; }
    public JobSchedules Schedules { get; }
    public JobMeters Meters { get; } = new();
    public IReadOnlyDictionary<string, IJobHandler> Handlers { get; private set; } =
        new Dictionary<string, IJobHandler>(StringComparer.Ordinal);
    public IReadOnlyDictionary<string, JobKind> Capped { get; private set; } = new Dictionary<string, JobKind>(StringComparer.Ordinal);

    /// <summary>Steps of other rooms, run beside the queue's own.</summary>
    public List<IRecoveryStep> MoreSteps { get; } = [];

    /// <summary>Says who does the jobs of which kind; once, while the store is put together.</summary>
    public void Handle(params IReadOnlyList<IJobHandler> handlers)
    {
        Handlers = handlers.ToDictionary(h => h.Kind.Name, StringComparer.Ordinal);
        Capped = handlers.Where(h => h.Kind.IsCapped).ToDictionary(h => h.Kind.Name, h => h.Kind, StringComparer.Ordinal);
        Schedules.Standing = [.. handlers.Where(h => h.Kind.IsStanding).Select(h => h.Kind.Name)];
    }

    /// <summary>Counts the queue, and tells the meters.</summary>
    public async Task<IReadOnlyList<JobCount>> CountAsync(CancellationToken ct)
    {
        var counts = await Watch.CountAsync(UnixTime.Microseconds(Time.GetUtcNow()), ct);
        Meters.Counted(counts);
        return counts;
    }

    public double Chance() => _chance();

    /// <summary>What every worker sees to now and then, whichever comes first.</summary>
    public IReadOnlyList<IRecoveryStep> Recovery(WorkerOptions options, LaneRing ring, LaneLook look) =>
        [
            new FindLanes(look, ring, options.Poll),
            new PromoteDue(this),
            new FireSchedules(this),
            new ReleaseExpired(this),
            new PruneArchive(this, options.Keep),
            new CountJobs(this),
            .. MoreSteps,
        ];

    public void Dispose() => Meters.Dispose();
}
