namespace Strata.Duplicates.Evaluation;

/// <summary>A labelled set to be judged by.</summary>
public sealed record EvaluationRequest
{
    /// <summary>One file whose records may be the same, or two whose records may be the same across.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>A file of pairs of ids that are the same; null: a column of the files says which records are.</summary>
    public string? TruthFile { get; init; }

    /// <summary>
    /// The column that holds the ids; null: found among the columns that are named like ids. The ids of a file are all different.
    /// </summary>
    public string? IdColumn { get; init; }

    /// <summary>
    /// The column that is equal for records that are the same; null: where there is no truth file, one that plainly is so.
    /// </summary>
    public string? ClusterColumn { get; init; }

    /// <summary>The columns that tell records apart; empty: all but ids and labels.</summary>
    public IReadOnlyList<string> Identity { get; init; } = [];

    /// <summary>
    /// Where to write each pair that is decided wrongly at even odds, as CSV; null: nowhere. A file of that name is replaced.
    /// </summary>
    public string? ErrorsFile { get; init; }
}

/// <summary>How well duplicates are found.</summary>
public sealed record EvaluationReport
{
    /// <summary>What was understood of the files.</summary>
    public required IReadOnlyList<string> Understood { get; init; }
    public required IReadOnlyList<EvaluatedField> Fields { get; init; }
    public required int Records { get; init; }
    public required long TruePairs { get; init; }
    public required double PossiblePairs { get; init; }

    /// <summary>Pairs that blocking brings together: these are compared, the others never.</summary>
    public required long PairsConsidered { get; init; }
    public required long TruePairsConsidered { get; init; }

    /// <summary>The part of the true pairs that are among those considered: no threshold finds more.</summary>
    public required double CandidateRecall { get; init; }

    /// <summary>As Strata decides by itself: even odds.</summary>
    public required Score Default { get; init; }

    /// <summary>At the threshold that suits the truth best.</summary>
    public required Score Best { get; init; }

    /// <summary>At the lowest threshold where 999 of 1,000 pairs are right: what could be merged unseen. Null: at none.</summary>
    public Score? Sure { get; init; }
    public required double Seconds { get; init; }

    /// <summary>Where they were asked for: the pairs that are decided wrongly at even odds.</summary>
    public WrittenErrors? Errors { get; init; }
}

/// <param name="False">Pairs said to be the same that are not.</param>
/// <param name="Missed">Pairs that are the same and not said to be.</param>
public sealed record WrittenErrors(string File, long False, long Missed);

/// <param name="Compares">How it is compared: name, text, code, phone, email, date, year, number, integer.</param>
public sealed record EvaluatedField(string Field, string Compares);

/// <param name="Threshold">Probability from which a pair is said to be the same.</param>
/// <param name="Weight">The same threshold in bits.</param>
public sealed record Score(double Threshold, double Weight, int Pairs, int Right, double Precision, double Recall, double F1);
