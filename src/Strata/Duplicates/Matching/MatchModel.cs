namespace Strata.Duplicates.Matching;

/// <summary>A Fellegi–Sunter model: each field's evidence, and the chance that two random records are of one thing.</summary>
internal sealed record MatchModel(double Prior, IReadOnlyList<FieldModel> Fields)
{
    /// <summary>Whether likely partners count against each other.</summary>
    public OneToOneConstraint Rivalry { get; init; } = OneToOneConstraint.Both;

    /// <summary>Evidence that fields repeat.</summary>
    public Redundancy Redundancy { get; init; } = Redundancy.None(Fields.Count);

    /// <summary>Fields that change together.</summary>
    public CorrelatedChanges Moves { get; init; } = CorrelatedChanges.None(Fields.Count);

    /// <summary>What related things look like; null if none were found among the matches.</summary>
    public RelatedClass? Related { get; init; }

    /// <summary>The prior in bits: the weight of a pair about which nothing is known.</summary>
    public double PriorWeight { get; } = Math.Log2(Prior / (1 - Prior));

    /// <summary>
    /// Counts shared evidence of fields once. <paramref name="weights"/> are those of each field at <paramref name="levels"/>.
    /// </summary>
    public void Correct(ReadOnlySpan<sbyte> levels, Span<double> weights)
    {
        Moves.Correct(levels, weights);
        Redundancy.Correct(levels, weights);
    }

    public static double Probability(double weight) => 1 / (1 + LogOdds.Power(-weight));
}

/// <param name="Weight">Bits of evidence that the two are the same, prior included: 0 is even odds.</param>
internal readonly record struct ScoredPair(int A, int B, double Weight)
{
    public double Probability => MatchModel.Probability(Weight);
}
