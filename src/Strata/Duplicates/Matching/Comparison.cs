namespace Strata.Duplicates.Matching;

/// <summary>
/// Compares one field of two records: gives one of a few levels, from <c>exact</c> (0) to <c>different</c> (the last of
/// <see cref="Ordered"/>), or <see cref="NoEvidence"/> if either has no value.
/// </summary>
internal abstract class Comparison(CodedColumn column, IReadOnlyList<string> levels)
{
    public const int Unknown = sbyte.MaxValue;

    /// <summary>Level if a value is missing, or if two say nothing that other fields don't.</summary>
    public const int NoEvidence = -1;

    public string Field => Column.Name;
    public abstract ComparisonKind Kind { get; }
    public IReadOnlyList<string> Levels { get; } = levels;

    /// <summary>Levels before this one are in order of falling likeness; later ones are outside the order.</summary>
    public virtual int Ordered => Levels.Count;

    public CodedColumn Column { get; } = column;

    public virtual int Level(int a, int b)
    {
        var (x, y) = (Column.Codes[a], Column.Codes[b]);
        return x < 0 || y < 0 ? -1
            : x == y ? 0
            : Compare(x, y);
    }

    /// <summary>Returns the level if it is plain without comparing values, else <see cref="Unknown"/>.</summary>
    public virtual int LevelAtOnce(int a, int b)
    {
        var (x, y) = (Column.Codes[a], Column.Codes[b]);
        return x < 0 || y < 0 ? -1
            : x == y ? 0
            : Unknown;
    }

    /// <summary>
    /// Returns the chance that a random pair agrees as this one does, in bits (-log2), if that depends on the value (term-frequency
    /// adjustment; Winkler 1989, and Splink, "Term-frequency adjustments"); NaN if the level's own chance holds.
    /// </summary>
    public virtual double Rarity(int a, int b, int level) => level == 0 ? Column.Rarities[Column.Codes[a]] : double.NaN;

    /// <summary>Returns the level of two different values, or <see cref="NoEvidence"/>.</summary>
    public int LevelOf(int x, int y) => Compare(x, y);

    public abstract void AddKeys(int row, BlockingKeys keys);

    /// <summary>Returns the level of two different values, or <see cref="NoEvidence"/>.</summary>
    protected abstract int Compare(int x, int y);

    /// <summary>Returns a key for each value.</summary>
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
