using Strata.Database;

namespace Strata.Jobs;

/// <summary>Services for jobs: the queue that others enqueue to, and what workers need.</summary>
internal sealed class JobServices : IDisposable
{
    private readonly Func<double> _chance;

    /// <param name="chance">Returns a random number in [0, 1).</param>
    /// <param name="record">See <see cref="JobAudit"/>.</param>
    public JobServices(
        IDatabase database,
        TimeProvider time,
        Func<double> chance,
        Func<UserTransaction, string, string, string, Task>? record = null
    )
    {
        var audit = new JobAudit(record);
        (Database, Time, _chance) = (database, time, chance);
        Signals = new JobSignals(database);
        Queue = new JobQueue(time, Signals);
        Table = new JobTable(database);
        Completion = new JobCompletion(database, time);
        Watch = new JobWatch(database);
        Service = new JobService(database, Queue, time, () => Handlers, audit);
        Schedules = new JobSchedules(database, time, audit, Service.AskedFor);
    }

    public IDatabase Database { get; }
    public TimeProvider Time { get; }
    public JobSignals Signals { get; }
    public JobQueue Queue { get; }
    public JobTable Table { get; }
    public JobCompletion Completion { get; }
    public JobWatch Watch { get; }
    public JobService Service { get; }
    public JobSchedules Schedules { get; }
    public JobMeters Meters { get; } = new();
    public IReadOnlyDictionary<string, IJobHandler> Handlers { get; private set; } =
        new Dictionary<string, IJobHandler>(StringComparer.Ordinal);
    public IReadOnlyDictionary<string, JobKind> Capped { get; private set; } = new Dictionary<string, JobKind>(StringComparer.Ordinal);

    /// <summary>Recovery steps of other modules, run beside the queue's own.</summary>
    public List<IRecoveryStep> MoreSteps { get; } = [];

    /// <summary>Registers the handlers of all kinds; call once, while the store is set up.</summary>
    public void Handle(params IReadOnlyList<IJobHandler> handlers)
    {
        Handlers = handlers.ToDictionary(h => h.Kind.Name, StringComparer.Ordinal);
        Capped = handlers.Where(h => h.Kind.IsCapped).ToDictionary(h => h.Kind.Name, h => h.Kind, StringComparer.Ordinal);
        Schedules.Standing = [.. handlers.Where(h => h.Kind.IsStanding).Select(h => h.Kind.Name)];
    }

    /// <summary>Counts the queue and updates the meters.</summary>
    public async Task<IReadOnlyList<JobCount>> CountAsync(CancellationToken ct)
    {
        var counts = await Watch.CountAsync(UnixTime.Microseconds(Time.GetUtcNow()), ct);
        Meters.Counted(counts);
        return counts;
    }

    public double Chance() => _chance();

    public void Dispose() => Meters.Dispose();
}
