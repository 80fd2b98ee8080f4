using Strata.Duplicates.Matching;

namespace Strata.Duplicates;

public sealed record DuplicateReport
{
    public required IReadOnlyList<DuplicateTypeReport> Types { get; init; }
    public required double Seconds { get; init; }
}

/// <param name="Entities">Entities examined.</param>
/// <param name="PairsCompared">Pairs that shared a blocking key.</param>
/// <param name="Candidates">Pairs found.</param>
/// <param name="New">Pairs found that were not filed before.</param>
/// <param name="ModelVersion">Incremented with every fit of the type's model.</param>
public sealed record DuplicateTypeReport(
    string EntityType,
    DuplicateMode Mode,
    long Entities,
    long PairsCompared,
    long Candidates,
    long New,
    int ModelVersion
);

/// <summary>Two entities that may be the same.</summary>
public sealed record DuplicateView
{
    public required string EntityId { get; init; }
    public required string OtherId { get; init; }
    public required string EntityType { get; init; }
    public string? Title { get; init; }
    public string? OtherTitle { get; init; }

    public required DuplicateState State { get; init; }

    /// <summary>0 to 1.</summary>
    public required double Probability { get; init; }

    /// <summary>The same in bits: 0 is even odds. Null if no model has weighed the pair.</summary>
    public double? Weight { get; init; }

    /// <summary>similarity, or the identity rule by which an observation matched both.</summary>
    public required string Reason { get; init; }
    public int? ModelVersion { get; init; }

    /// <summary>Evidence of each field, strongest first.</summary>
    public IReadOnlyList<FieldWeight> Evidence { get; init; } = [];
}
