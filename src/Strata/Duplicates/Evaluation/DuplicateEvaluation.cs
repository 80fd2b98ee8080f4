using Strata.Duplicates.Matching;

namespace Strata.Duplicates.Evaluation;

/// <summary>Evaluates duplicate detection on labelled records. Needs no store, and never sees the labels while matching.</summary>
public static class DuplicateEvaluation
{
    /// <summary>Lowest weight considered, in bits: the search for the best threshold ends there.</summary>
    internal const double Min = -12;
    private const double SurePrecision = 0.999;

    public static async Task<EvaluationReport> RunAsync(EvaluationRequest request, TimeProvider time, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(time);
        var records = await LabelledRecords.ReadAsync(request, ct);
        await using var errors = request.ErrorsFile is { } file ? ErrorsFile.Create(file, request) : null;
        var started = time.GetTimestamp();
        var (linkage, pairs, considered, reached) = await Task.Run(
            () =>
            {
                var trained = Linkage.Train(records.Table, null, ct);
                var found = trained.Find(Min, null, ct);
                return (trained, found.Pairs, found.Considered, Reached(trained.Blocks, records, ct));
            },
            ct
        );
        if (linkage.Plans.Count == 0)
        {
            throw new StrataException(
                ErrorCode.InvalidContent,
                $"No column has values that distinguish records. {string.Join("; ", records.Understood)}."
            );
        }
        var took = time.GetElapsedTime(started);
        var sorted = pairs.OrderByDescending(p => p.Weight).ThenBy(p => p.A).ThenBy(p => p.B).ToList();
        var curve = Curve(sorted, records.Truth);
        return new EvaluationReport
        {
            Understood = records.Understood,
            Fields = [.. linkage.Plans.Select(p => new EvaluatedField(p.Field, p.Kind.ToString().ToLowerInvariant()))],
            Records = records.Table.Count,
            TruePairs = records.Truth.Count,
            PossiblePairs = records.Table.Pairs,
            PairsConsidered = considered,
            TruePairsConsidered = reached,
            CandidateRecall = Round(Part(reached, records.Truth.Count)),
            Default = At(0, sorted, records.Truth),
            Best = curve.DefaultIfEmpty(At(0, sorted, records.Truth)).MaxBy(s => s.F1)!,
            Sure = curve.LastOrDefault(s => s.Precision >= SurePrecision),
            Seconds = Math.Round(took.TotalSeconds, 3),
            Errors = errors is null ? null : await errors.WriteAsync(linkage, sorted, records, ct),
        };
    }

    /// <summary>Returns how many true pairs blocking selects for comparison, whatever the comparison then says.</summary>
    private static long Reached(BlockingGroups blocks, LabelledRecords records, CancellationToken ct)
    {
        var reached = 0L;
        var seen = new int[records.Table.Count];
        Array.Fill(seen, -1);
        var partners = new List<int>();
        for (var row = 0; row < records.Table.Split; row++)
        {
            ct.ThrowIfCancellationRequested();
            blocks.Partners(row, seen, partners);
            foreach (var other in partners)
            {
                reached += records.Truth.Contains(row, other) ? 1 : 0;
            }
        }
        return reached;
    }

    private static Score At(double weight, List<ScoredPair> sorted, TruthPairs truth)
    {
        var said = sorted.TakeWhile(p => p.Weight >= weight).ToList();
        return Of(weight, said.Count, said.Count(p => truth.Contains(p.A, p.B)), truth.Count);
    }

    /// <summary>Returns the score at every weight that pairs have.</summary>
    private static List<Score> Curve(List<ScoredPair> sorted, TruthPairs truth)
    {
        var scores = new List<Score>();
        var right = 0;
        for (var i = 0; i < sorted.Count; i++)
        {
            right += truth.Contains(sorted[i].A, sorted[i].B) ? 1 : 0;
            if (i + 1 == sorted.Count || sorted[i + 1].Weight < sorted[i].Weight)
            {
                scores.Add(Of(sorted[i].Weight, i + 1, right, truth.Count));
            }
        }
        return scores;
    }

    private static Score Of(double weight, int pairs, int right, long truth)
    {
        var (precision, recall) = (Part(right, pairs), Part(right, truth));
        var f1 = precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
        return new Score(
            Math.Round(MatchModel.Probability(weight), 6),
            Math.Round(weight, 3),
            pairs,
            right,
            Round(precision),
            Round(recall),
            Round(f1)
        );
    }

    private static double Part(long part, long whole) => whole == 0 ? 0 : part / (double)whole;

    private static double Round(double value) => Math.Round(value, 6);
}
