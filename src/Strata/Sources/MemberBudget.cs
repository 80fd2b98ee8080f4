namespace Strata.Sources;

/// <summary>What is left for the members of one source, at all depths together.</summary>
/// <param name="depth">How many containers are around: 0 for what was handed in.</param>
/// <param name="most">Members that may be taken in.</param>
internal sealed class MemberBudget(int depth, int most, MemberBudget? outer = null)
{
    /// <summary>A container in a container in a container in a container: what is deeper is kept, and not opened.</summary>
    public const int MaxDepth = 4;

    private readonly MemberBudget? _outer = outer;
    private long _members = most;

    /// <param name="isDated">As <see cref="IsDated"/>.</param>
    public static MemberBudget Whole(SourceOptions options, bool isDated = false) => new(0, options.MaxMembers) { IsDated = isDated };

    /// <summary>What is said where there are more.</summary>
    private string MemberLimit =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"there are more than {most} members (the limit): take in those that are left in several calls"
        );

    public static MemberBudget OfJob(SourceOptions options, bool isDated) =>
        new(0, options.MaxMembers) { IsOfJob = true, IsDated = isDated };

    /// <summary>Whether a job reads the container: nobody waits for its answer, so that what may pass is tried again.</summary>
    public bool IsOfJob { get; private init; } = outer?.IsOfJob ?? false;

    /// <summary>
    /// Whether the caller said when it was so: bytes that are held with another time are stated once more, what is inside them too.
    /// </summary>
    public bool IsDated { get; private init; } = outer?.IsDated ?? false;

    /// <summary>Whether this is for what was handed in itself.</summary>
    public bool IsWhole => depth == 0;

    public long Bytes { get; private set; } = outer?.Bytes ?? ParseBudget.Default.MaxExpandedBytes;

    public MemberBudget Inside() => new(depth + 1, most, this);

    /// <summary>Takes one more member; the limit in words where it is in too many containers, or there were as many as may be.</summary>
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
