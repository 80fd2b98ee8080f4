namespace Strata.Jobs;

/// <summary>How a worker works.</summary>
public sealed record WorkerOptions
{
    /// <summary>Jobs at a time.</summary>
    public int Slots { get; init; } = Math.Max(4, Environment.ProcessorCount * 2);

    /// <summary>Most jobs claimed or settled in one transaction.</summary>
    public int Batch { get; init; } = 50;

    /// <summary>How long a worker that gives no sign of life keeps its jobs; it gives one three times as often.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often it looks for work by itself, in case a wake-up got lost.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>When it is told to stop: how long running jobs may go on, before they are told to stop too.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long jobs that were told to stop may take; then they are given back as they are.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long finished jobs stay in the archive. Dead ones stay until they are retried or cancelled.</summary>
    public TimeSpan Keep { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Whether it stops by itself once nothing is ready and nothing of its own runs.</summary>
    public bool Once { get; init; }

    /// <summary>What the worker is called in its jobs: machine and process.</summary>
    public string Name { get; init; } = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}:{Environment.ProcessId}");
}
