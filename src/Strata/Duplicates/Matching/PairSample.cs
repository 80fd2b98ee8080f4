using System.Runtime.InteropServices;

namespace Strata.Duplicates.Matching;

/// <summary>Pairs with the levels at which they compare, for estimating.</summary>
internal sealed class PairSample
{
    private readonly Comparison[] _comparisons;
    private readonly List<sbyte> _levels = [];
    private readonly List<float> _shares = [];
    private readonly List<(int A, int B)> _pairs = [];
    private readonly int _rows;

    private PairSample(Comparison[] comparisons, int rows)
    {
        _comparisons = comparisons;
        _rows = rows;
    }

    public int Count => _pairs.Count;

    /// <summary>Pairs taken at random, or all there are where they are few.</summary>
    public static PairSample Drawn(RecordTable table, Comparison[] comparisons, int most, ulong seed)
    {
        var sample = new PairSample(comparisons, table.Count);
        if (table.Pairs <= most)
        {
            for (var a = 0; a < (table.IsLink ? table.Split : table.Count); a++)
            {
                for (var b = table.IsLink ? table.Split : a + 1; b < table.Count; b++)
                {
                    sample.Add(a, b);
                }
            }
            return sample;
        }
        for (ulong i = 0; sample.Count < most; i++)
        {
            var draw = BlockingKeys.Mix(seed + (i * 0x9e3779b97f4a7c15));
            var a = (int)((draw >> 32) % (uint)(table.IsLink ? table.Split : table.Count));
            var b = table.IsLink ? table.Split + (int)((uint)draw % (uint)(table.Count - table.Split)) : (int)((uint)draw % (uint)table.Count);
            if (a != b)
            {
                sample.Add(a, b);
            }
        }
        return sample;
    }

    /// <summary>Pairs taken at random among those of one value in a field; null where hardly any agree.</summary>
    public static PairSample? Agreeing(RecordTable table, Comparison[] comparisons, int field, int most, ulong seed)
    {
        var column = comparisons[field].Column;
        var rows = Enumerable.Range(0, table.Count).Where(r => column.Codes[r] >= 0).OrderBy(r => column.Codes[r]).ToArray();
        var ends = new List<(double Pairs, int Start, int Second, int End)>();
        double all = 0;
        for (int start = 0, end; start < rows.Length; start = end)
        {
            var code = column.Codes[rows[start]];
            var second = start;
            for (end = start; end < rows.Length && column.Codes[rows[end]] == code; end++)
            {
                second += rows[end] < table.Split ? 1 : 0;
            }
            var pairs = table.IsLink ? (double)(second - start) * (end - second) : (end - start) * (end - start - 1.0) / 2;
            if (pairs > 0)
            {
                all += pairs;
                ends.Add((all, start, second, end));
            }
        }
        if (all < 100)
        {
            return null;
        }
        var sample = new PairSample(comparisons, table.Count);
        for (ulong i = 0; sample.Count < most; i++)
        {
            var draw = BlockingKeys.Mix(seed + ((ulong)field << 32) + (i * 0x9e3779b97f4a7c15));
            var at = ends.BinarySearch(((draw >> 11) / (double)(1UL << 53) * all, 0, 0, 0), Comparer<(double Pairs, int, int, int)>.Create((x, y) => x.Pairs.CompareTo(y.Pairs)));
            var (_, start, second, end) = ends[Math.Min(ends.Count - 1, at < 0 ? ~at : at)];
            var other = BlockingKeys.Mix(draw);
            var a = rows[start + (int)((uint)other % (uint)((table.IsLink ? second : end) - start))];
            var b = table.IsLink ? rows[second + (int)((other >> 32) % (uint)(end - second))] : rows[start + (int)((other >> 32) % (uint)(end - start))];
            if (a != b)
            {
                sample.Add(a, b);
            }
        }
        return sample;
    }

    /// <summary>The pairs of some rows, taken at random, that share a block; and which part of all rows those are.</summary>
    public static (PairSample Sample, double Share) Blocked(
        RecordTable table,
        Comparison[] comparisons,
        Blocks blocks,
        int most,
        ulong seed,
        CancellationToken ct
    )
    {
        var sample = new PairSample(comparisons, table.Count);
        var seen = new int[table.Count];
        Array.Fill(seen, -1);
        var found = new List<int>();
        var rows = Enumerable.Range(0, table.IsLink ? table.Split : table.Count).OrderBy(r => BlockingKeys.Mix(seed ^ (ulong)(r + 1) * 0x9e3779b97f4a7c15)).ToArray();
        var taken = 0;
        for (; taken < rows.Length && (sample.Count < most || blocks.IsAllPairs); taken++)
        {
            ct.ThrowIfCancellationRequested();
            blocks.Partners(rows[taken], seen, found);
            foreach (var other in found)
            {
                sample.Add(rows[taken], other);
            }
        }
        return (sample, taken / (double)Math.Max(1, rows.Length));
    }

    /// <summary>Weights without rivals, by pair; <see cref="Pair"/> says which pair it is.</summary>
    public double[] Weights(MatchModel model)
    {
        var weights = new double[Count];
        Span<double> byField = stackalloc double[_comparisons.Length];
        for (var pair = 0; pair < weights.Length; pair++)
        {
            Weigh(model, pair, byField);
            weights[pair] = model.PriorWeight;
            foreach (var weight in byField)
            {
                weights[pair] += weight;
            }
        }
        return weights;
    }

    /// <summary>What each field says of a pair.</summary>
    public void Weigh(MatchModel model, int pair, Span<double> byField)
    {
        for (var f = 0; f < byField.Length; f++)
        {
            byField[f] = Weight(model, pair, f);
        }
        model.Redundancy.Correct(CollectionsMarshal.AsSpan(_levels).Slice(pair * byField.Length, byField.Length), byField);
    }

    /// <summary>What one field says of a pair, beside the others.</summary>
    public double WeightOf(MatchModel model, int pair, int field)
    {
        Span<double> byField = stackalloc double[_comparisons.Length];
        Weigh(model, pair, byField);
        return byField[field];
    }

    private double Weight(MatchModel model, int pair, int field)
    {
        var at = (pair * _comparisons.Length) + field;
        var known = model.Fields[field];
        return known.Pairings is null || _levels[at] <= 0
            ? known.Weight(_levels[at], _shares[at])
            : known.Weigh(_comparisons[field], _pairs[pair].A, _pairs[pair].B, _levels[at]);
    }

    public (int A, int B) Pair(int index) => _pairs[index];

    /// <summary>The chance of each pair to be a match.</summary>
    public double[] Probabilities(MatchModel model, Rivalry rivalry) => Probabilities(Weights(model), rivalry);

    public double[] Probabilities(double[] weights, Rivalry rivalry)
    {
        if (rivalry.Any)
        {
            weights = rivalry.Apply(_rows, Count, i => _pairs[i].A, i => _pairs[i].B, i => weights[i]);
        }
        return Array.ConvertAll(weights, MatchModel.Probability);
    }

    /// <summary>How often each level of a field is met, pairs weighing as given.</summary>
    public double[] Sums(int field, int levels, double[]? weights)
    {
        var sums = new double[levels];
        for (int pair = 0, at = field; pair < Count; pair++, at += _comparisons.Length)
        {
            if (_levels[at] >= 0)
            {
                sums[_levels[at]] += weights is null ? 1 : weights[pair];
            }
        }
        return sums;
    }

    private void Add(int a, int b)
    {
        foreach (var comparison in _comparisons)
        {
            var level = comparison.Level(a, b);
            _levels.Add((sbyte)level);
            _shares.Add(level < 0 ? float.NaN : (float)comparison.Share(a, b, level));
        }
        _pairs.Add((a, b));
    }
}
