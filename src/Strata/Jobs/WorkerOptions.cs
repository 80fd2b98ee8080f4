namespace Strata.Jobs;

/// <summary>Options of a worker.</summary>
public sealed record WorkerOptions
{
    /// <summary>Number of jobs run at a time.</summary>
    public int Slots { get; init; } = Math.Max(4, Environment.ProcessorCount * 2);

    /// <summary>Most jobs claimed or settled in one transaction.</summary>
    public int Batch { get; init; } = 50;

    /// <summary>How long a worker without a heartbeat keeps its jobs; heartbeats come three times as often.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often it looks for work by itself, in case a wake-up got lost.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long running jobs may go on once the worker is told to stop, before they are told to stop too.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long jobs that were told to stop may take; then they are released as they are.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether it stops by itself once nothing is ready and nothing of its own runs.</summary>
    public bool Once { get; init; }

    /// <summary>Name of the worker in its jobs: machine and process.</summary>
    public string Name { get; init; } = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}:{Environment.ProcessId}");
}
