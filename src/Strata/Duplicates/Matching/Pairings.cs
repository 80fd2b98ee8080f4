namespace Strata.Duplicates.Matching;

/// <summary>
/// Values that mean the same without looking alike: "VLDB" and "Very Large Data Bases", "CA" and "California". Learnt from the pairs that
/// the other fields take for matches: how much more often two values meet there than by chance, shrunk towards what their likeness says
/// while they have met seldom.
/// </summary>
internal sealed class Pairings
{
    private const int MaxValues = 1_000;
    private const double Belief = 1;
    private const double Strongest = 8;
    private readonly Dictionary<(int, int), double> _weights = [];

    public int Count => _weights.Count;

    /// <summary>All pairings by value, for storing with the model.</summary>
    public IEnumerable<(int X, int Y, double Weight)> All => _weights.Select(w => (w.Key.Item1, w.Key.Item2, w.Value));

    public void Add(int x, int y, double weight) => _weights[x < y ? (x, y) : (y, x)] = weight;

    /// <summary>Returns bits of evidence; null if the level says it all.</summary>
    public double? Weight(int x, int y) => _weights.TryGetValue(x < y ? (x, y) : (y, x), out var weight) ? weight : null;

    /// <summary>Whether a field can have pairings: not if its values hardly ever recur, nor if they are numbers or dates.</summary>
    public static bool MayLearn(Comparison comparison) =>
        comparison.Column.Values.Count <= MaxValues
        && comparison.Column.Values.Count <= comparison.Column.Total / 4
        && comparison.Kind
            is not (
                ComparisonKind.Date
                or ComparisonKind.Number
                or ComparisonKind.Year
                or ComparisonKind.Integer
                or ComparisonKind.NumbersInText
            );

    /// <summary>Returns the learnt pairings; null if there are none.</summary>
    /// <param name="chances">Each pair's chance of being a match, by all other fields.</param>
    public static Pairings? Learn(Comparison comparison, FieldModel field, PairSample pairs, double[] chances)
    {
        var met = new Dictionary<(int, int), double>();
        var (left, right) = (new Dictionary<int, double>(), new Dictionary<int, double>());
        double all = 0;
        for (var i = 0; i < chances.Length; i++)
        {
            var (x, y) = (comparison.Column.Codes[pairs.Pair(i).A], comparison.Column.Codes[pairs.Pair(i).B]);
            if (x >= 0 && y >= 0 && chances[i] > 0.01)
            {
                met[(x, y)] = met.GetValueOrDefault((x, y)) + chances[i];
                left[x] = left.GetValueOrDefault(x) + chances[i];
                right[y] = right.GetValueOrDefault(y) + chances[i];
                all += chances[i];
            }
        }
        var pairings = new Pairings();
        foreach (var (x, countX) in left)
        {
            foreach (var (y, countY) in right)
            {
                var expected = countX * countY / all;
                var count = met.GetValueOrDefault((x, y)) + (x == y ? 0 : met.GetValueOrDefault((y, x)));
                if (x != y && (expected >= 1 || count >= 1))
                {
                    expected += left.GetValueOrDefault(y) * right.GetValueOrDefault(x) / all;
                    var alike = comparison.LevelOf(x, y) is >= 0 and var level ? Math.Pow(2, field.Weights[level]) : 1;
                    var weight = Math.Log2((count + (Belief * alike)) / (expected + Belief));
                    pairings.Add(x, y, Math.Clamp(weight, -Strongest, Strongest));
                }
            }
        }
        return pairings.Count == 0 ? null : pairings;
    }
}
