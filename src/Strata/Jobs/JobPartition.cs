namespace Strata.Jobs;

/// <summary>The line of one user's ready jobs of one kind.</summary>
internal readonly record struct JobPartition(string UserId, string Kind);

/// <summary>How many to claim of a partition, and from where.</summary>
/// <param name="After">The place below which nothing of the partition is ready.</param>
internal sealed record ClaimRequest(JobPartition Partition, long After, int Take)
{
    /// <summary>How many at most, for the sake of others: what is left then counts as held back, as by a cap.</summary>
    public int Max { get; init; } = int.MaxValue;
}

/// <summary>What a partition gave.</summary>
/// <param name="Allowed">How many a cap left of what was asked for.</param>
internal sealed record ClaimResult(ClaimRequest Request, int Allowed, IReadOnlyList<JobRow> Jobs)
{
    public bool IsHeldBack => Allowed < Request.Take && Jobs.Count == Allowed;
    public bool IsDrained => Jobs.Count < Allowed;
}
