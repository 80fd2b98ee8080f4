namespace Strata.Duplicates.Matching;

/// <summary>
/// Compares the words with digits in all texts of a record: model numbers, sizes, volumes, editions. Two texts may agree in everything but
/// the one word that matters; and a rare number in both says much, wherever it occurs.
/// </summary>
internal sealed class NumbersInTextComparison : Comparison
{
    private static readonly string[] Names =
    [
        "all the same",
        "shorter within longer, rare",
        "shorter within longer",
        "some the same, rare",
        "some the same",
        "different",
    ];
    private const double RareBits = 6;

    private readonly int[][] _numbers;
    private readonly float[] _weights;
    private readonly ulong[] _keys;
    private readonly int _group;

    /// <param name="column">Sorted numbers of every row, joined by a space.</param>
    public NumbersInTextComparison(CodedColumn column, int group, Frequencies? words)
        : base(column, Names)
    {
        _group = group;
        Words = new Vocabulary(column, words);
        _weights = Words.Weights;
        _numbers = [.. Enumerable.Range(0, column.Values.Count).Select(v => Words.Of(v).ToArray())];
        _keys = [.. Words.Texts.Select(t => t.Length < 3 ? 0 : BlockingKeys.Hash((ulong)group * 16, t))];
    }

    public override ComparisonKind Kind => ComparisonKind.NumbersInText;
    public Vocabulary Words { get; }

    public override double Rarity(int a, int b, int level) => double.NaN;

    public override void AddKeys(int row, BlockingKeys keys)
    {
        if (Column.Codes[row] is >= 0 and var value)
        {
            var at = 0;
            foreach (var number in _numbers[value])
            {
                keys.Add(_keys[number], _group + (1000 * ++at));
            }
        }
    }

    public override int LevelAtOnce(int a, int b) => Column.Codes[a] < 0 || Column.Codes[b] < 0 ? -1 : Unknown;

    public override int Level(int a, int b)
    {
        var (x, y) = (Column.Codes[a], Column.Codes[b]);
        return x < 0 || y < 0 ? -1 : Compare(x, y);
    }

    protected override int Compare(int x, int y)
    {
        var (a, b) = (_numbers[x], _numbers[y]);
        double shared = 0,
            onlyA = 0,
            onlyB = 0,
            rarest = 0;
        var (i, j) = (0, 0);
        while (i < a.Length || j < b.Length)
        {
            if (j == b.Length || (i < a.Length && a[i] < b[j]))
            {
                onlyA += _weights[a[i++]];
            }
            else if (i == a.Length || b[j] < a[i])
            {
                onlyB += _weights[b[j++]];
            }
            else
            {
                shared += _weights[a[i]];
                rarest = Math.Max(rarest, _weights[a[i]]);
                i++;
                j++;
            }
        }
        var rare = rarest >= RareBits;
        return shared <= 0 ? 5
            : onlyA + onlyB <= 0 && rare ? 0
            : Math.Min(onlyA, onlyB) <= 0
                ? rare ? 1
                    : 2
            : rare ? 3
            : 4;
    }
}
