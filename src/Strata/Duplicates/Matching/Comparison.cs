namespace Strata.Duplicates.Matching;

/// <summary>
/// How one field of two records compares: as one of a few levels, from <c>exact</c> (0) to <c>different</c> (the last of
/// <see cref="Ordered"/>), or not at all (<see cref="NoEvidence"/>) where either has no value.
/// </summary>
internal abstract class Comparison(CodedColumn column, IReadOnlyList<string> levels)
{
    public const int Unknown = sbyte.MaxValue;

    /// <summary>Where a value is missing, or two say nothing that other fields don't.</summary>
    public const int NoEvidence = -1;

    public string Field => Column.Name;
    public abstract ComparisonKind Kind { get; }
    public IReadOnlyList<string> Levels { get; } = levels;

    /// <summary>Levels before this one are of falling likeness; those from it on stand beside the order.</summary>
    public virtual int Ordered => Levels.Count;

    public CodedColumn Column { get; } = column;

    public virtual int Level(int a, int b)
    {
        var (x, y) = (Column.Codes[a], Column.Codes[b]);
        return x < 0 || y < 0 ? -1
            : x == y ? 0
            : Compare(x, y);
    }

    /// <summary>The level where it is plain, without looking into the values; <see cref="Unknown"/> where it is not.</summary>
    public virtual int LevelAtOnce(int a, int b)
    {
        var (x, y) = (Column.Codes[a], Column.Codes[b]);
        return x < 0 || y < 0 ? -1
            : x == y ? 0
            : Unknown;
    }

    /// <summary>
    /// The chance that a random pair agrees as this one does, where that depends on the value (term-frequency adjustment;
    /// Winkler 1989, and Splink, "Term-frequency adjustments"), as bits: -log2; NaN where the level's own chance holds.
    /// </summary>
    public virtual double Rarity(int a, int b, int level) => level == 0 ? Column.Rarities[Column.Codes[a]] : double.NaN;

    /// <summary>The level of two values that differ, or <see cref="NoEvidence"/>.</summary>
    public int LevelOf(int x, int y) => Compare(x, y);

    public abstract void AddKeys(int row, BlockingKeys keys);

    /// <summary>The level of two different values, or <see cref="NoEvidence"/>.</summary>
    protected abstract int Compare(int x, int y);

    /// <summary>A key for each value, made once.</summary>
    protected ulong[] KeyPerValue(ulong salt, Func<string, string> part)
    {
        var keys = new ulong[Column.Values.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = BlockingKeys.Hash(salt, part(Column.Values[i]));
        }
        return keys;
    }
}

internal enum ComparisonKind
{
    Name,
    Text,
    Code,
    Phone,
    Email,
    Date,
    Year,
    Number,
    Integer,
    NumbersInText,
}
