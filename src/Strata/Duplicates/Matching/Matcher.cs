namespace Strata.Duplicates.Matching;

/// <summary>Finds the pairs of a table that a model holds for the same.</summary>
internal static class Matcher
{
    private const int RowsAtOnce = 2_000;

    /// <summary>Pairs of at least <paramref name="least"/> bits, ordered by row; the same for the same table and model.</summary>
    public static (List<ScoredPair> Pairs, long Considered) Find(
        RecordTable table,
        Comparison[] comparisons,
        Blocks blocks,
        MatchModel model,
        double least,
        Action<int>? done,
        CancellationToken ct
    )
    {
        var rows = table.IsLink ? table.Split : table.Count;
        var parts = (rows + RowsAtOnce - 1) / RowsAtOnce;
        var found = new List<ScoredPair>[parts];
        var considered = 0L;
        var order = new FieldOrder(model, comparisons);
        Parallel.For(
            0,
            parts,
            new ParallelOptions { CancellationToken = ct, MaxDegreeOfParallelism = Environment.ProcessorCount },
            () => new Worker(table.Count),
            (part, _, worker) =>
            {
                var pairs = found[part] = [];
                var end = Math.Min(rows, (part + 1) * RowsAtOnce);
                for (var row = part * RowsAtOnce; row < end; row++)
                {
                    blocks.Partners(row, worker.Seen, worker.Partners);
                    Interlocked.Add(ref considered, worker.Partners.Count);
                    foreach (var other in worker.Partners)
                    {
                        var weight = order.Weigh(row, other, least);
                        if (weight >= least)
                        {
                            pairs.Add(new ScoredPair(row, other, weight));
                        }
                    }
                }
                pairs.Sort((a, b) => a.A != b.A ? a.A.CompareTo(b.A) : a.B.CompareTo(b.B));
                done?.Invoke(end - (part * RowsAtOnce));
                return worker;
            },
            _ => { }
        );
        return ([.. found.SelectMany(f => f)], considered);
    }

    private sealed class Worker
    {
        public Worker(int rows)
        {
            Seen = new int[rows];
            Array.Fill(Seen, -1);
        }

        public int[] Seen { get; }
        public List<int> Partners { get; } = [];
    }
}

/// <summary>
/// Weighs pairs. What is equal or missing is known at once; the rest is compared field by field, cheap ones first, and given up where the
/// fields to come can't make up for what is missing.
/// </summary>
internal sealed class FieldOrder
{
    private readonly MatchModel _model;
    private readonly Comparison[] _comparisons;
    private readonly int[] _order;
    private readonly double[] _most;

    public FieldOrder(MatchModel model, Comparison[] comparisons)
    {
        _model = model;
        _comparisons = comparisons;
        _most = [.. comparisons.Select((c, i) => MostUnequal(c, model.Fields[i]))];
        _order = [.. Enumerable.Range(0, comparisons.Length).OrderByDescending(i => (_most[i] - model.Fields[i].Weights[comparisons[i].Ordered - 1]) / CostOf(comparisons[i].Kind)).ThenBy(i => i)];
    }

    /// <summary>The pair's weight, or some weight under <paramref name="least"/>.</summary>
    public double Weigh(int a, int b, double least)
    {
        Span<sbyte> levels = stackalloc sbyte[_order.Length];
        Span<double> byField = stackalloc double[_order.Length];
        var bound = _model.PriorWeight;
        for (var f = 0; f < levels.Length; f++)
        {
            levels[f] = (sbyte)_comparisons[f].LevelAtOnce(a, b);
            byField[f] = levels[f] == Comparison.Unknown ? _most[f] : _model.Fields[f].Weigh(_comparisons[f], a, b, levels[f]);
            bound += byField[f];
        }
        foreach (var f in _order)
        {
            if (bound < least)
            {
                return double.NegativeInfinity;
            }
            if (levels[f] == Comparison.Unknown)
            {
                levels[f] = (sbyte)_comparisons[f].Level(a, b);
                bound -= byField[f];
                byField[f] = _model.Fields[f].Weigh(_comparisons[f], a, b, levels[f]);
                bound += byField[f];
            }
        }
        _model.Redundancy.Correct(levels, byField);
        var weight = _model.PriorWeight;
        foreach (var bits in byField)
        {
            weight += bits;
        }
        return weight;
    }

    /// <summary>The most that two values which are not equal can say.</summary>
    private static double MostUnequal(Comparison comparison, FieldModel field)
    {
        var most = comparison.Kind == ComparisonKind.NumbersInText ? field.Weights[0] : field.Weights.Skip(1).Take(comparison.Ordered - 1).Max();
        return Math.Max(most, field.Pairings is null ? most : field.Pairings.All.Max(p => p.Weight));
    }

    private static double CostOf(ComparisonKind kind) =>
        kind switch
        {
            ComparisonKind.Text => 6,
            ComparisonKind.Name or ComparisonKind.Email => 2,
            _ => 1,
        };
}
