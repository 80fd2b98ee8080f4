namespace Strata.Jobs;

/// <summary>One user's ready jobs of one kind, ordered by place.</summary>
internal readonly record struct JobPartition(string UserId, string Kind);

/// <summary>How many jobs to claim of a partition, and from which place.</summary>
/// <param name="After">Place up to which no job of the partition is ready.</param>
internal sealed record ClaimRequest(JobPartition Partition, long After, int Take)
{
    /// <summary>Upper limit in favour of others; jobs beyond it count as held back, as by a cap.</summary>
    public int Max { get; init; } = int.MaxValue;
}

/// <summary>Jobs claimed from a partition.</summary>
/// <param name="Allowed">How many of the requested jobs a cap allowed.</param>
internal sealed record ClaimResult(ClaimRequest Request, int Allowed, IReadOnlyList<JobRow> Jobs)
{
    public bool IsHeldBack => Allowed < Request.Take && Jobs.Count == Allowed;
    public bool IsDrained => Jobs.Count < Allowed;
}
