namespace Strata.Duplicates.Matching;

/// <summary>
/// Compares titles, addresses, lists of people and descriptions by the cosine of their words weighted by rarity; words that are spelt alike
/// count in part ("soft TF-IDF": Cohen, Ravikumar, Fienberg, "A comparison of string distance metrics for name-matching tasks", 2003), and
/// an initial counts for the name that it begins.
/// </summary>
internal sealed class TextComparison : Comparison
{
    private const int KeysPerValue = 8;
    private const int MaxSoftWords = 12;
    private static readonly double[] Steps = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2];
    private static readonly string[] Names =
    [
        "exact",
        .. Steps.Select(s => "likeness >= " + s.ToString(CultureInfo.InvariantCulture)),
        "different",
    ];

    private readonly int _group;
    private readonly double[] _lengths;
    private readonly ulong[] _exact;
    private readonly ulong[] _wordKeys;
    private readonly ulong[] _soundKeys;

    public TextComparison(CodedColumn column, int group, Frequencies? words)
        : base(column, Names)
    {
        _group = group;
        Words = new Vocabulary(column, words);
        _lengths = new double[column.Values.Count];
        for (var value = 0; value < _lengths.Length; value++)
        {
            double sum = 0;
            foreach (var word in Words.Of(value))
            {
                sum += Words.Weights[word] * Words.Weights[word];
            }
            _lengths[value] = Math.Sqrt(sum);
        }
        var salt = (ulong)group * 16;
        _exact = KeyPerValue(salt, v => v);
        _wordKeys = [.. Words.Texts.Select(t => BlockingKeys.Hash(salt + 1, t))];
        _soundKeys =
        [
            .. Words.Texts.Select(t =>
                t.Length < 4 || t.AsSpan().IndexOfAnyInRange('0', '9') >= 0 ? 0 : BlockingKeys.Hash(salt + 2, Soundex.Of(t))
            ),
        ];
    }

    public override ComparisonKind Kind => ComparisonKind.Text;
    public Vocabulary Words { get; }

    public override void AddKeys(int row, BlockingKeys keys)
    {
        if (Column.Codes[row] is not (>= 0 and var value))
        {
            return;
        }
        keys.Add(_exact[value], _group);
        var words = Words.Of(value);
        Span<int> rarest = stackalloc int[KeysPerValue];
        var count = 0;
        foreach (var word in words)
        {
            // A word of one record only finds no other.
            if (!keys.KeepsSingles && Words.Counts[word] < 2)
            {
                continue;
            }
            var at =
                count < KeysPerValue ? count++
                : Words.Counts[word] < Words.Counts[rarest[^1]] ? KeysPerValue - 1
                : -1;
            for (; at > 0 && Words.Counts[rarest[at - 1]] > Words.Counts[word]; at--)
            {
                rarest[at] = rarest[at - 1];
            }
            if (at >= 0)
            {
                rarest[at] = word;
            }
        }
        for (var i = 0; i < count; i++)
        {
            keys.Add(_wordKeys[rarest[i]], _group + (1000 * (i + 1)));
        }
        if (words.Length <= 6)
        {
            for (var i = 0; i < words.Length; i++)
            {
                keys.Add(_soundKeys[words[i]], _group + (1000 * (i + 20)));
            }
        }
    }

    /// <summary>Returns the likeness, 0 to 1.</summary>
    public double Likeness(int x, int y)
    {
        var a = Words.Of(x);
        var b = Words.Of(y);
        Span<int> onlyA = stackalloc int[MaxSoftWords];
        Span<int> onlyB = stackalloc int[MaxSoftWords];
        var (countA, countB, i, j) = (0, 0, 0, 0);
        double shared = 0;
        while (i < a.Length || j < b.Length)
        {
            if (j == b.Length || (i < a.Length && a[i] < b[j]))
            {
                Keep(onlyA, ref countA, a[i++]);
            }
            else if (i == a.Length || b[j] < a[i])
            {
                Keep(onlyB, ref countB, b[j++]);
            }
            else
            {
                shared += Words.Weights[a[i]] * Words.Weights[a[i]];
                i++;
                j++;
            }
        }
        if (countA <= MaxSoftWords && countB <= MaxSoftWords)
        {
            shared += Soft(onlyA[..countA], onlyB[..countB]);
        }
        return Math.Min(1, shared / (_lengths[x] * _lengths[y]));
    }

    protected override int Compare(int x, int y)
    {
        var likeness = Likeness(x, y);
        var level = 0;
        while (level < Steps.Length && likeness < Steps[level])
        {
            level++;
        }
        return level + 1;
    }

    private static void Keep(Span<int> kept, ref int count, int word)
    {
        if (count < kept.Length)
        {
            kept[count] = word;
        }
        count++;
    }

    private double Soft(Span<int> a, Span<int> b)
    {
        double sum = 0;
        foreach (var word in a)
        {
            var best = 0.0;
            var at = -1;
            for (var k = 0; k < b.Length; k++)
            {
                if (b[k] >= 0 && Alike(Words.Texts[word], Words.Texts[b[k]]) is var alike && alike > best)
                {
                    (best, at) = (alike, k);
                }
            }
            if (at >= 0)
            {
                sum += best * Words.Weights[word] * Words.Weights[b[at]];
                b[at] = -1;
            }
        }
        return sum;
    }

    /// <summary>Returns the likeness of two different words; 0 if neither is a misspelling or short form of the other.</summary>
    private static double Alike(string a, string b)
    {
        if (a.Length > b.Length)
        {
            (a, b) = (b, a);
        }
        var numbers = b.AsSpan().IndexOfAnyInRange('0', '9') >= 0;
        if (numbers && a.Length >= 4 && b.Contains(a, StringComparison.Ordinal))
        {
            return 0.9;
        }
        if (a[0] != b[0])
        {
            return 0;
        }
        if (b.StartsWith(a, StringComparison.Ordinal))
        {
            return numbers ? 0
                : a.Length == 1 ? 0.85
                : 0.9;
        }
        return !numbers && a.Length >= 4 && JaroWinkler.Of(a, b) is >= 0.9 and var alike ? alike : 0;
    }
}
