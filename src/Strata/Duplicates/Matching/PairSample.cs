namespace Strata.Duplicates.Matching;

/// <summary>Sampled pairs with the levels at which they compare, for estimation.</summary>
internal sealed class PairSample
{
    private const int PairsAtOnce = 5_000;
    private readonly Comparison[] _comparisons;
    private readonly sbyte[] _levels;
    private readonly float[] _rarities;
    private readonly (int A, int B)[] _pairs;
    private readonly int _rows;

    private readonly Distinctions _distinctions;

    /// <summary>By pair: whether a distinction tells it apart, however alike.</summary>
    private readonly bool[] _apart;

    private PairSample(Comparison[] comparisons, RecordTable table, List<(int A, int B)> pairs)
    {
        _comparisons = comparisons;
        _rows = table.Count;
        _pairs = [.. pairs];
        _distinctions = table.Distinctions;
        _apart = new bool[_pairs.Length];
        _levels = new sbyte[_pairs.Length * comparisons.Length];
        _rarities = new float[_levels.Length];
        ParallelRanges.Of(Count, PairsAtOnce, Compare);
    }

    public int Count => _pairs.Length;

    /// <summary>For pairs that agree in a field: mean number of others that a record agrees with.</summary>
    public double Partners { get; private init; }

    /// <summary>Draws random pairs, or all if there are few.</summary>
    public static PairSample Drawn(RecordTable table, Comparison[] comparisons, int most, ulong seed)
    {
        var drawn = new List<(int A, int B)>();
        if (table.Pairs <= most)
        {
            for (var a = 0; a < (table.IsLink ? table.Split : table.Count); a++)
            {
                for (var b = table.IsLink ? table.Split : a + 1; b < table.Count; b++)
                {
                    drawn.Add((a, b));
                }
            }
            return new PairSample(comparisons, table, drawn);
        }
        for (ulong i = 0; drawn.Count < most; i++)
        {
            var draw = BlockingKeys.Mix(seed + (i * 0x9e3779b97f4a7c15));
            var a = (int)((draw >> 32) % (uint)(table.IsLink ? table.Split : table.Count));
            var b = table.IsLink
                ? table.Split + (int)((uint)draw % (uint)(table.Count - table.Split))
                : (int)((uint)draw % (uint)table.Count);
            if (a != b)
            {
                drawn.Add((a, b));
            }
        }
        return new PairSample(comparisons, table, drawn);
    }

    /// <summary>Draws random pairs with equal values in a field; null if hardly any agree.</summary>
    public static PairSample? Agreeing(RecordTable table, Comparison[] comparisons, int field, int most, ulong seed)
    {
        var column = comparisons[field].Column;
        var rows = column.RowsByValue();
        var ends = new List<(double Pairs, int Start, int Second, int End)>();
        double all = 0;
        var (here, there) = (0.0, 0.0);
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
                (here, there) = table.IsLink ? (here + second - start, there + end - second) : (here + ((end - start) / 2.0), 0);
                ends.Add((all, start, second, end));
            }
        }
        if (all < 100)
        {
            return null;
        }
        var drawn = new List<(int A, int B)>();
        var byPairs = Comparer<(double Pairs, int, int, int)>.Create((x, y) => x.Pairs.CompareTo(y.Pairs));
        for (ulong i = 0; drawn.Count < most; i++)
        {
            var draw = BlockingKeys.Mix(seed + ((ulong)field << 32) + (i * 0x9e3779b97f4a7c15));
            var at = ends.BinarySearch(((draw >> 11) / (double)(1UL << 53) * all, 0, 0, 0), byPairs);
            var (_, start, second, end) = ends[Math.Min(ends.Count - 1, at < 0 ? ~at : at)];
            var other = BlockingKeys.Mix(draw);
            var a = rows[start + (int)((uint)other % (uint)((table.IsLink ? second : end) - start))];
            var b = table.IsLink
                ? rows[second + (int)((other >> 32) % (uint)(end - second))]
                : rows[start + (int)((other >> 32) % (uint)(end - start))];
            if (a != b)
            {
                drawn.Add((a, b));
            }
        }
        return new PairSample(comparisons, table, drawn) { Partners = all / Math.Max(here, there) };
    }

    /// <summary>Returns the pairs of some random rows that share a block, and the share of those rows among all.</summary>
    public static (PairSample Sample, double Share) Blocked(
        RecordTable table,
        Comparison[] comparisons,
        BlockingGroups blocks,
        int most,
        ulong seed,
        CancellationToken ct
    )
    {
        var drawn = new List<(int A, int B)>();
        var seen = new int[table.Count];
        Array.Fill(seen, -1);
        var found = new List<int>();
        var rows = Enumerable
            .Range(0, table.IsLink ? table.Split : table.Count)
            .OrderBy(r => BlockingKeys.Mix(seed ^ (ulong)(r + 1) * 0x9e3779b97f4a7c15))
            .ToArray();
        var taken = 0;
        for (; taken < rows.Length && (drawn.Count < most || blocks.IsAllPairs); taken++)
        {
            ct.ThrowIfCancellationRequested();
            blocks.Partners(rows[taken], seen, found);
            foreach (var other in found)
            {
                drawn.Add((rows[taken], other));
            }
        }
        return (new PairSample(comparisons, table, drawn), taken / (double)Math.Max(1, rows.Length));
    }

    /// <summary>
    /// Returns the weights by pair, without rivals; <see cref="Pair"/> names the pair. Pairs told apart get
    /// <see cref="Distinctions.Never"/>.
    /// </summary>
    /// <param name="without">Field to leave out.</param>
    public double[] Weights(MatchModel model, int without = -1)
    {
        var weights = new double[Count];
        FieldModel[] fields = [.. model.Fields];
        ParallelRanges.Of(
            Count,
            PairsAtOnce,
            (from, to) =>
            {
                Span<double> byField = stackalloc double[fields.Length];
                for (var pair = from; pair < to; pair++)
                {
                    if (_apart[pair])
                    {
                        weights[pair] = Distinctions.Never;
                        continue;
                    }
                    Weigh(fields, model, pair, byField);
                    var weight = model.PriorWeight;
                    for (var f = 0; f < byField.Length; f++)
                    {
                        weight += f == without ? 0 : byField[f];
                    }
                    weights[pair] = model.Related?.Weigh(weight, Levels(pair), without) ?? weight;
                }
            }
        );
        return weights;
    }

    /// <summary>Computes each field's weight of a pair.</summary>
    private void Weigh(FieldModel[] fields, MatchModel model, int pair, Span<double> byField)
    {
        var levels = Levels(pair);
        var rarities = _rarities.AsSpan(pair * fields.Length, fields.Length);
        for (var f = 0; f < byField.Length; f++)
        {
            byField[f] =
                fields[f].Pairings is null || levels[f] <= 0
                    ? fields[f].Weight(levels[f], rarities[f])
                    : fields[f].Weigh(_comparisons[f], _pairs[pair].A, _pairs[pair].B, levels[f]);
        }
        model.Correct(levels, byField);
    }

    public (int A, int B) Pair(int index) => _pairs[index];

    /// <summary>Returns the pair's level in each field.</summary>
    public ReadOnlySpan<sbyte> Levels(int pair) => _levels.AsSpan(pair * _comparisons.Length, _comparisons.Length);

    /// <summary>Returns the pair's level in one field.</summary>
    public int Level(int pair, int field) => _levels[(pair * _comparisons.Length) + field];

    /// <summary>Returns each pair's chance of being a match.</summary>
    public double[] Probabilities(MatchModel model, OneToOneConstraint rivalry) => Probabilities(Weights(model), rivalry);

    public double[] Probabilities(double[] weights, OneToOneConstraint rivalry)
    {
        if (rivalry.Any)
        {
            weights = rivalry.Apply(_rows, _pairs, weights);
        }
        var chances = new double[Count];
        ParallelRanges.Of(
            Count,
            PairsAtOnce,
            (from, to) =>
            {
                for (var pair = from; pair < to; pair++)
                {
                    chances[pair] = MatchModel.Probability(weights[pair]);
                }
            }
        );
        return chances;
    }

    /// <summary>Returns how often each level of a field occurs, pairs weighing as given.</summary>
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

    // A pair that a field tells apart counts as different in it, however near: nearness is then rarer among different things.
    private void Compare(int from, int to)
    {
        for (var (pair, at) = (from, from * _comparisons.Length); pair < to; pair++)
        {
            var (a, b) = _pairs[pair];
            _apart[pair] = _distinctions.Apart(a, b);
            foreach (var comparison in _comparisons)
            {
                var level = _apart[pair] && _distinctions.Apart(comparison.Field, a, b) ? comparison.Ordered - 1 : comparison.Level(a, b);
                _levels[at] = (sbyte)level;
                _rarities[at++] = level < 0 ? float.NaN : (float)comparison.Rarity(a, b, level);
            }
        }
    }
}
