namespace Strata.Duplicates.Matching;

/// <summary>
/// Fields that change together: after a move, street, town and post code differ, which is one event and not three. Among matches that
/// differ in one field, another differs more often than among all matches, by so many bits; that much of its evidence against a match is
/// forgiven.
/// </summary>
internal sealed class CorrelatedChanges(IReadOnlyList<IReadOnlyList<(int With, double Bits)>> fields, int[] different)
{
    /// <summary>Fewer bits are chance.</summary>
    private const double MinProbability = 0.5;
    private const double Belief = 30;
    private const double MinBoth = 10;

    /// <summary>Largest share of matches that differ in a field; above it, they may not be matches.</summary>
    private const double MaxDiffer = 0.3;

    private readonly (int With, double Bits)[][] _fields = [.. fields.Select(f => f.ToArray())];

    public static CorrelatedChanges None(int fields) => new([.. Enumerable.Repeat<IReadOnlyList<(int, double)>>([], fields)], []);

    /// <summary>By field: the fields that it may change with, and the bits forgiven then.</summary>
    public IReadOnlyList<IReadOnlyList<(int With, double Bits)>> Fields { get; } = fields;

    public bool Any => Array.Exists(_fields, f => f.Length > 0);

    /// <summary>Returns the most bits that a field is forgiven.</summary>
    public double Most(int field) => _fields[field].Select(w => w.Bits).DefaultIfEmpty(0).Max();

    /// <summary>Forgives correlated changes. <paramref name="weights"/> are those of each field at <paramref name="levels"/>.</summary>
    public void Correct(ReadOnlySpan<sbyte> levels, Span<double> weights)
    {
        for (var f = 0; f < weights.Length; f++)
        {
            if (_fields[f].Length > 0 && weights[f] < 0 && levels[f] == different[f])
            {
                var forgiven = 0.0;
                foreach (var (with, bits) in _fields[f])
                {
                    forgiven = levels[with] == different[with] ? Math.Max(forgiven, bits) : forgiven;
                }
                weights[f] = Math.Min(0, weights[f] + forgiven);
            }
        }
    }

    /// <summary>
    /// Learns from pairs, weighted by their chance of being matches. Leaves out dates and quantities: a pair that differs in birth date and
    /// name, or in price and model, is likelier two things. Leaves out first name with surname for the same reason.
    /// </summary>
    public static CorrelatedChanges Learn(PairSample pairs, double[] matches, Comparison[] comparisons)
    {
        int[] different = [.. comparisons.Select(c => c.Ordered - 1)];
        var differ = comparisons.Select((c, f) => Share(pairs.Sums(f, c.Levels.Count, matches), different[f])).ToArray();
        int[] order =
        [
            .. Enumerable
                .Range(0, comparisons.Length)
                .Where(f =>
                    differ[f] <= MaxDiffer
                    && comparisons[f].Kind
                        is not (ComparisonKind.Date or ComparisonKind.Year or ComparisonKind.Number or ComparisonKind.Integer)
                )
                .OrderByDescending(f => differ[f])
                .ThenBy(f => f),
        ];
        var fields = new IReadOnlyList<(int, double)>[comparisons.Length];
        Array.Fill(fields, []);
        for (var i = 0; i < order.Length; i++)
        {
            // Fields that change more often come first, so that only one of two is forgiven.
            fields[order[i]] =
            [
                .. order[..i]
                    .Where(with => !AreOneName(comparisons[with], comparisons[order[i]]))
                    .Select(with => (with, Bits(pairs, matches, order[i], with, different)))
                    .Where(w => w.Item2 >= MinProbability),
            ];
        }
        return new CorrelatedChanges(fields, different);
    }

    private static bool AreOneName(Comparison one, Comparison other) => one is NameComparison { Partner: { } partner } && partner == other;

    private static double Bits(PairSample pairs, double[] matches, int field, int with, int[] different)
    {
        double all = 0,
            own = 0,
            others = 0,
            both = 0;
        for (var pair = 0; pair < pairs.Count; pair++)
        {
            var (level, other) = (pairs.Level(pair, field), pairs.Level(pair, with));
            if (level >= 0 && other >= 0)
            {
                var (differs, otherDiffers) = (level == different[field], other == different[with]);
                all += matches[pair];
                own += differs ? matches[pair] : 0;
                others += otherDiffers ? matches[pair] : 0;
                both += differs && otherDiffers ? matches[pair] : 0;
            }
        }
        var usual = (own + 1) / (all + 2);
        return both < MinBoth ? 0 : Math.Log2((both + (Belief * usual)) / (others + Belief) / usual);
    }

    private static double Share(double[] sums, int level) => sums[level] / Math.Max(1, sums.Sum());
}
