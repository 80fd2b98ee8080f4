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

/// <summary>Weighs pairs field by field, those that can say most first, and stops where the rest can't make up for what is missing.</summary>
internal sealed class FieldOrder
{
    private readonly MatchModel _model;
    private readonly Comparison[] _comparisons;
    private readonly int[] _order;
    private readonly double[] _stillToGain;

    public FieldOrder(MatchModel model, Comparison[] comparisons)
    {
        _model = model;
        _comparisons = comparisons;
        var most = comparisons.Select((c, i) => MostOf(c, model.Fields[i])).ToArray();
        _order = [.. Enumerable.Range(0, comparisons.Length).OrderByDescending(i => most[i] / CostOf(comparisons[i].Kind)).ThenBy(i => i)];
        _stillToGain = new double[_order.Length + 1];
        for (var i = _order.Length - 1; i >= 0; i--)
        {
            _stillToGain[i] = _stillToGain[i + 1] + Math.Max(0, most[_order[i]]);
        }
    }

    /// <summary>The pair's weight, or some weight under <paramref name="least"/>.</summary>
    public double Weigh(int a, int b, double least)
    {
        Span<sbyte> levels = stackalloc sbyte[_order.Length];
        Span<double> byField = stackalloc double[_order.Length];
        var weight = _model.PriorWeight;
        for (var i = 0; i < _order.Length; i++)
        {
            if (weight + _stillToGain[i] < least)
            {
                return double.NegativeInfinity;
            }
            var f = _order[i];
            levels[f] = (sbyte)_comparisons[f].Level(a, b);
            byField[f] = _model.Fields[f].Weigh(_comparisons[f], a, b, levels[f]);
            weight += byField[f];
        }
        if (weight < least)
        {
            return weight;
        }
        _model.Redundancy.Correct(levels, byField);
        weight = _model.PriorWeight;
        foreach (var bits in byField)
        {
            weight += bits;
        }
        return weight;
    }

    private static double MostOf(Comparison comparison, FieldModel field)
    {
        var most = field.Weights.Max();
        return comparison.Column.Shares.Length == 0 ? most : Math.Max(most, Math.Log2(field.M[0] / comparison.Column.Shares.Min()));
    }

    private static double CostOf(ComparisonKind kind) => kind is ComparisonKind.Text ? 3 : 1;
}
