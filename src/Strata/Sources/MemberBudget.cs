namespace Strata.Sources;

/// <summary>Remaining budget for the members of one source, at all depths together.</summary>
/// <param name="depth">Number of enclosing containers; 0 for the source handed in.</param>
/// <param name="most">Most members that may be ingested.</param>
internal sealed class MemberBudget(int depth, int most, MemberBudget? outer = null)
{
    /// <summary>Most nested containers: deeper ones are stored but not opened.</summary>
    public const int MaxDepth = 4;

    private readonly MemberBudget? _outer = outer;
    private long _members = most;

    /// <param name="isDated">See <see cref="IsDated"/>.</param>
    public static MemberBudget Whole(SourceOptions options, bool isDated = false) => new(0, options.MaxMembers) { IsDated = isDated };

    /// <summary>Error text when there are more members.</summary>
    private string MemberLimit =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"there are more than {most} members (the limit): take in those that are left in several calls"
        );

    public static MemberBudget OfJob(SourceOptions options, bool isDated) =>
        new(0, options.MaxMembers) { IsOfJob = true, IsDated = isDated };

    /// <summary>Whether a job reads the container: no caller waits, so transient errors are retried.</summary>
    public bool IsOfJob { get; private init; } = outer?.IsOfJob ?? false;

    /// <summary>
    /// Whether the caller gave an observation time: bytes stored with another time, and their members, are interpreted again with it.
    /// </summary>
    public bool IsDated { get; private init; } = outer?.IsDated ?? false;

    /// <summary>Whether this is the budget of the source handed in.</summary>
    public bool IsWhole => depth == 0;

    public long Bytes { get; private set; } = outer?.Bytes ?? ParseBudget.Default.MaxExpandedBytes;

    public MemberBudget Inside() => new(depth + 1, most, this);

    /// <summary>Takes one more member; returns the limit as text if it is nested too deep or there are too many.</summary>
    public string? TakeOrLimit() =>
        depth >= MaxDepth
            ? string.Create(CultureInfo.InvariantCulture, $"members inside {MaxDepth} containers are not taken in (the limit)")
        : TryTake() ? null
        : MemberLimit;

    private bool TryTake() => _outer?.TryTake() ?? _members-- > 0;

    public void Spend(long bytes)
    {
        Bytes -= bytes;
        _outer?.Spend(bytes);
    }
}
