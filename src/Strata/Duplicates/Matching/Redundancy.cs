namespace Strata.Duplicates.Matching;

/// <summary>
/// Evidence that fields repeat. Records of the same town mostly have the same first digits of the post code: if both agree, the second adds
/// nothing. Among pairs of different things that agree in one field, another agrees more often than among random pairs, by so many bits;
/// that much is taken off its weight (a u with dependence between two fields at a time, after Chow and Liu, "Approximating discrete
/// probability distributions with dependence trees", 1968; of several fields the one that explains most counts).
/// </summary>
internal sealed class Redundancy(IReadOnlyList<IReadOnlyList<(int Parent, double[] Bits)>> parents)
{
    /// <summary>Fewer bits are chance.</summary>
    private const double Min = 0.5;
    private const double Belief = 30;

    public static Redundancy None(int fields) => new([.. Enumerable.Repeat<IReadOnlyList<(int, double[])>>([], fields)]);

    /// <summary>By field: the fields that it may repeat, and the bits by its own level.</summary>
    public IReadOnlyList<IReadOnlyList<(int Parent, double[] Bits)>> Parents { get; } = parents;

    private readonly (int Parent, double[] Bits)[][] _parents = [.. parents.Select(p => p.ToArray())];

    /// <summary>Whether the other is the same within half a bit.</summary>
    public bool IsLike(Redundancy other)
    {
        double Repeated(int field, int parent, int level) =>
            _parents[field].Where(p => p.Parent == parent).Select(p => p.Bits[level]).FirstOrDefault();
        return Enumerable
                .Range(0, _parents.Length)
                .All(f => other._parents[f].All(p => p.Bits.Index().All(b => Math.Abs(b.Item - Repeated(f, p.Parent, b.Index)) < Min)))
            && Enumerable
                .Range(0, _parents.Length)
                .All(f => _parents[f].All(p => p.Bits.All(b => b < Min) || other._parents[f].Any(o => o.Parent == p.Parent)));
    }

    /// <summary>Takes off repeated evidence. <paramref name="weights"/> are those of each field at <paramref name="levels"/>.</summary>
    public void Correct(ReadOnlySpan<sbyte> levels, Span<double> weights)
    {
        Span<bool> agrees = stackalloc bool[weights.Length];
        for (var f = 0; f < weights.Length; f++)
        {
            agrees[f] = weights[f] > 0;
        }
        for (var f = 0; f < weights.Length; f++)
        {
            if (agrees[f] && _parents[f].Length > 0)
            {
                var repeated = 0.0;
                foreach (var (parent, bits) in _parents[f])
                {
                    repeated = agrees[parent] ? Math.Max(repeated, bits[levels[f]]) : repeated;
                }
                weights[f] = Math.Max(0, weights[f] - repeated);
            }
        }
    }

    /// <summary>
    /// Learns what pairs of different things that agree in a field have in common besides; keeps what was known if there are too few.
    /// </summary>
    /// <param name="agreeing">By field: pairs that agree in it; null if there are too few.</param>
    /// <param name="unlike">Returns the chance of each of those pairs to be of different things; null if that is not known.</param>
    /// <param name="common">Levels that a smaller share of those pairs has keep what was known before.</param>
    public static Redundancy Learn(
        IReadOnlyList<PairSample?> agreeing,
        Func<PairSample, int, double[]?> unlike,
        MatchModel model,
        Comparison[] comparisons,
        double common
    )
    {
        // Fields that agree more often come first: the town is the parent, the post code repeats it.
        var order = Enumerable.Range(0, comparisons.Length).OrderByDescending(f => model.Fields[f].U[0]).ToArray();
        var chances = agreeing.Select((pairs, field) => pairs is null ? null : unlike(pairs, field)).ToArray();
        var parents = new List<(int, double[])>[comparisons.Length];
        for (var i = 0; i < order.Length; i++)
        {
            var f = order[i];
            parents[f] = [];
            foreach (var g in order.AsSpan(..i))
            {
                var before = model.Redundancy.Parents[f].Where(p => p.Parent == g).Select(p => p.Bits).FirstOrDefault();
                var bits =
                    agreeing[g] is { } pairs && chances[g] is { } known
                        ? Bits(pairs, known, f, model, comparisons[f].Ordered, common, before)
                        : before;
                if (bits is not null)
                {
                    parents[f].Add((g, bits));
                }
            }
        }
        return new Redundancy(parents);
    }

    /// <summary>Returns which pairs are plainly of different things, before anything is fitted; null if hardly any are.</summary>
    public static double[]? PlainlyUnlike(PairSample pairs, MatchModel model)
    {
        var unlike = Array.ConvertAll(pairs.Probabilities(model, OneToOneConstraint.None), p => p < 0.1 ? 1.0 : 0);
        return unlike.Sum() < unlike.Length * 0.1 ? null : unlike;
    }

    private static double[]? Bits(
        PairSample pairs,
        double[] unlike,
        int field,
        MatchModel model,
        int ordered,
        double common,
        double[]? before
    )
    {
        var u = model.Fields[field].U;
        var sums = pairs.Sums(field, u.Length, unlike);
        var total = sums.Sum();
        if (total < 100)
        {
            return before;
        }
        var bits = new double[u.Length];
        for (var level = 0; level < ordered - 1; level++)
        {
            bits[level] = Math.Max(0, Math.Log2((sums[level] + (Belief * u[level])) / (total + Belief) / u[level]));
            bits[level] =
                sums[level] < total * common ? before?[level] ?? 0
                : sums[level] < 5 || bits[level] < Min ? 0
                : bits[level];
        }
        return bits.Max() > 0 ? bits : null;
    }
}
