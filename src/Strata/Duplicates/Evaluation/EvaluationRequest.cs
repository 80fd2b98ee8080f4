namespace Strata.Duplicates.Evaluation;

/// <summary>A labelled set to evaluate on.</summary>
public sealed record EvaluationRequest
{
    /// <summary>One file whose records may be the same, or two whose records may match across files.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>File of pairs of ids that are the same; null if a column of the files labels the records.</summary>
    public string? TruthFile { get; init; }

    /// <summary>Column that holds the ids, unique in each file; null to search the columns named like ids.</summary>
    public string? IdColumn { get; init; }

    /// <summary>Column that is equal for records that are the same; null to search for a plain one, if there is no truth file.</summary>
    public string? ClusterColumn { get; init; }

    /// <summary>Columns that tell records apart; empty for all but ids and labels.</summary>
    public IReadOnlyList<string> Identity { get; init; } = [];

    /// <summary>Where to write the pairs decided wrongly at even odds, as CSV; null for nowhere. Replaces an existing file.</summary>
    public string? ErrorsFile { get; init; }
}

/// <summary>How well duplicates are found.</summary>
public sealed record EvaluationReport
{
    /// <summary>How the files were understood.</summary>
    public required IReadOnlyList<string> Understood { get; init; }
    public required IReadOnlyList<EvaluatedField> Fields { get; init; }
    public required int Records { get; init; }
    public required long TruePairs { get; init; }
    public required double PossiblePairs { get; init; }

    /// <summary>Pairs that blocking selects: only these are compared.</summary>
    public required long PairsConsidered { get; init; }
    public required long TruePairsConsidered { get; init; }

    /// <summary>Share of the true pairs that are considered: no threshold finds more.</summary>
    public required double CandidateRecall { get; init; }

    /// <summary>At even odds, as Strata decides by itself.</summary>
    public required Score Default { get; init; }

    /// <summary>At the threshold with the best F1.</summary>
    public required Score Best { get; init; }

    /// <summary>
    /// At the lowest threshold where 999 of 1,000 pairs are right, so that they could be merged unseen. Null if there is none.
    /// </summary>
    public Score? Sure { get; init; }
    public required double Seconds { get; init; }

    /// <summary>If requested: the pairs decided wrongly at even odds.</summary>
    public WrittenErrors? Errors { get; init; }
}

/// <param name="False">Pairs wrongly said to be the same.</param>
/// <param name="Missed">Pairs that are the same but not said to be.</param>
public sealed record WrittenErrors(string File, long False, long Missed);

/// <param name="Compares">How it is compared: name, text, code, phone, email, date, year, number, integer.</param>
public sealed record EvaluatedField(string Field, string Compares);

/// <param name="Threshold">Probability from which a pair is said to be the same.</param>
/// <param name="Weight">The same threshold in bits.</param>
public sealed record Score(double Threshold, double Weight, int Pairs, int Right, double Precision, double Recall, double F1);
