namespace Strata.Duplicates.Matching;

/// <summary>Compares values of a word or two (first names, surnames, towns, makers) by Jaro–Winkler, short forms and sound.</summary>
internal sealed class NameComparison : Comparison
{
    public const int Swapped = 6;
    private const double SwapLikeness = 0.92;
    private const double MaxRare = 30;
    private static readonly string[] Names =
    [
        "exact",
        "jaro_winkler >= 0.94",
        "jaro_winkler >= 0.88",
        "short form",
        "alike or of like sound",
        "different",
        "swapped",
    ];

    private readonly string[] _sounds;
    private readonly ulong[] _exact;
    private readonly ulong[] _sound;
    private readonly int _group;
    private int[] _inPartner = [];
    private bool _first;

    public NameComparison(CodedColumn column, int group)
        : base(column, Names)
    {
        _group = group;
        _sounds = [.. column.Values.Select(v => Soundex.Of(v))];
        _exact = KeyPerValue((ulong)group * 16, v => v);
        _sound = KeyPerValue(((ulong)group * 16) + 1, v => Soundex.Of(v));
    }

    public override ComparisonKind Kind => ComparisonKind.Name;

    /// <summary>The field whose values are sometimes swapped with this one's.</summary>
    public NameComparison? Partner { get; private set; }

    /// <summary>Name of that field, if this is the one that reports swaps.</summary>
    public string? SwapsWith => _first ? Partner?.Field : null;
    public override int Ordered => Swapped;

    /// <summary>Makes the two fields detect swapped values.</summary>
    public static void Pair(NameComparison a, NameComparison b)
    {
        (a.Partner, b.Partner) = (b, a);
        a._first = true;
        a._inPartner = Translate(a, b);
        b._inPartner = Translate(b, a);
    }

    /// <summary>Returns the share of this field's rows whose value the other field knows too.</summary>
    public double Overlap(NameComparison other)
    {
        var known = Translate(this, other);
        double shared = 0;
        for (var i = 0; i < known.Length; i++)
        {
            shared += known[i] >= 0 ? Column.Counts[i] : 0;
        }
        return shared / Math.Max(1, Column.Total);
    }

    public override int Level(int a, int b)
    {
        var level = base.Level(a, b);
        // Swapped values are one piece of evidence, reported by the first of the two fields.
        return level >= 4 && Partner is { } partner && IsSwapped(partner, a, b)
            ? _first
                ? Swapped
                : -1
            : level;
    }

    /// <summary>Detects swapped values at once: they say more than any other difference.</summary>
    public override int LevelAtOnce(int a, int b)
    {
        var level = base.LevelAtOnce(a, b);
        return level == Unknown && Partner is { } partner && IsSwapped(partner, a, b) ? Level(a, b) : level;
    }

    /// <summary>Whether one of two records has the other's value in the partner's field.</summary>
    /// <param name="u">The partner's value of the first record, <paramref name="v"/> of the second.</param>
    public bool MayBeSwapped(int x, int y, int u, int v) => u >= 0 && v >= 0 && (_inPartner[x] == v || _inPartner[y] == u);

    public override double Rarity(int a, int b, int level)
    {
        if (level != Swapped)
        {
            return base.Rarity(a, b, level);
        }
        // Two agreements: the other record's value in this field, and in the other field.
        var other = (Partner ?? this).Column;
        return Math.Min(MaxRare, (double)Column.Rarities[Column.Codes[b]] + other.Rarities[other.Codes[b]]);
    }

    public override void AddKeys(int row, BlockingKeys keys)
    {
        if (Column.Codes[row] is >= 0 and var code)
        {
            keys.Add(_exact[code], _group);
            keys.Add(_sound[code], _group);
            if (_first && Partner is { } partner && partner.Column.Codes[row] is >= 0 and var other)
            {
                keys.Add(
                    BlockingKeys.Join(BlockingKeys.Hash(99, Column.Values[code]), BlockingKeys.Hash(99, partner.Column.Values[other])),
                    _group
                );
            }
        }
    }

    protected override int Compare(int x, int y)
    {
        var (a, b) = (Column.Values[x], Column.Values[y]);
        if (a.Length > b.Length)
        {
            (a, b) = (b, a);
        }
        var alike = JaroWinkler.Of(a, b);
        if (alike >= 0.94)
        {
            return 1;
        }
        if (b.Contains(' ', StringComparison.Ordinal))
        {
            if (Parts.Contained(a, b))
            {
                return a.Length > 3 ? 2 : 3;
            }
        }
        return alike >= 0.88 ? 2
            : b.StartsWith(a, StringComparison.Ordinal) ? 3
            : alike >= 0.78 || string.Equals(_sounds[x], _sounds[y], StringComparison.Ordinal) ? 4
            : 5;
    }

    private bool IsSwapped(NameComparison partner, int a, int b)
    {
        var (x, y) = (Column.Codes[a], Column.Codes[b]);
        var (u, v) = (partner.Column.Codes[a], partner.Column.Codes[b]);
        return x >= 0
            && y >= 0
            && MayBeSwapped(x, y, u, v)
            && (_inPartner[x] == v ? Alike(partner, y, u) : _inPartner[y] == u && Alike(partner, x, v));
    }

    /// <summary>One of two swapped values may be misspelt, not both.</summary>
    private bool Alike(NameComparison partner, int own, int other) =>
        _inPartner[own] == other || JaroWinkler.Of(Column.Values[own], partner.Column.Values[other]) >= SwapLikeness;

    private static int[] Translate(NameComparison from, NameComparison to)
    {
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < to.Column.Values.Count; i++)
        {
            index[to.Column.Values[i]] = i;
        }
        return [.. from.Column.Values.Select(v => index.GetValueOrDefault(v, -1))];
    }
}

internal static class Parts
{
    /// <summary>Whether every word of the shorter text is a word of the longer.</summary>
    public static bool Contained(string shorter, string longer)
    {
        foreach (var word in shorter.AsSpan().Split(' '))
        {
            var found = false;
            foreach (var other in longer.AsSpan().Split(' '))
            {
                found |= longer.AsSpan(other).SequenceEqual(shorter.AsSpan(word));
            }
            if (!found)
            {
                return false;
            }
        }
        return true;
    }
}
