namespace Strata.Jobs;

/// <summary>
/// A periodic task of workers that restores the queue to order. All workers run all steps, so a step does nothing that another has done or
/// is doing.
/// </summary>
internal interface IRecoveryStep
{
    TimeSpan Every { get; }

    /// <summary>Returns how many items it handled; if there may be more, it runs again at once.</summary>
    Task<RecoveryResult> RunAsync(CancellationToken ct);
}

internal readonly record struct RecoveryResult(int Count, bool More = false);
