namespace Strata.Jobs;

/// <summary>
/// One thing that workers see to now and then so that the queue comes back to order by itself. All workers run all steps, so a step
/// does nothing that another has done, or is doing.
/// </summary>
internal interface IRecoveryStep
{
    TimeSpan Every { get; }

    /// <summary>How many things it saw to; where it might see to more at once, it is run again at once.</summary>
    Task<RecoveryResult> RunAsync(CancellationToken ct);
}

internal readonly record struct RecoveryResult(int Count, bool More = false);
