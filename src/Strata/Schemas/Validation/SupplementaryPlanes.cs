namespace Strata.Schemas.Validation;

/// <summary>
/// One UTF-16 unit for each code point beyond the first plane, so that an expression of .NET, which counts units, counts code points.
/// Code points that a pattern does not tell apart share one; the units are single surrogates, which no text has.
/// </summary>
internal sealed class SupplementaryPlanes
{
    private const char First = '\uD800';
    private const char Last = '\uDFFF';

    private readonly List<CodePoints> _sets;
    private readonly Dictionary<string, char> _units = new(StringComparer.Ordinal);

    // The first code points of stretches that are told apart, and the unit of each.
    private readonly int[] _starts;
    private readonly char[] _unitOf;

    private SupplementaryPlanes(List<CodePoints> sets)
    {
        _sets = sets;
        _starts =
        [
            .. sets.SelectMany(s => s.BeyondFirstPlane)
                .SelectMany(r => new[] { r.From, r.To + 1 })
                .Append(char.MaxValue + 1)
                .Distinct()
                .Order(),
        ];
        _unitOf = Array.ConvertAll(_starts, start => UnitOf(string.Concat(sets.Select(s => s.Contains(start) ? '1' : '0'))));
    }

    /// <summary>Null where no set has any.</summary>
    /// <exception cref="FormatException">They tell more apart than there are units.</exception>
    public static SupplementaryPlanes? Of(IEnumerable<CodePoints> sets) =>
        sets.Distinct().Where(s => s.BeyondFirstPlane.Any()).ToList() is { Count: > 0 } all ? new SupplementaryPlanes(all) : null;

    /// <summary>What stands for those of a set.</summary>
    public IEnumerable<char> UnitsOf(CodePoints set) =>
        _sets.IndexOf(set) is >= 0 and var place ? _units.Where(u => u.Key[place] == '1').Select(u => u.Value) : [];

    public string Folded(ReadOnlySpan<char> text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            folded.Append(rune.IsBmp ? (char)rune.Value : UnitOf(rune.Value));
        }
        return folded.ToString();
    }

    private char UnitOf(int codePoint)
    {
        var place = Array.BinarySearch(_starts, codePoint);
        return _unitOf[place >= 0 ? place : ~place - 1];
    }

    private char UnitOf(string isIn)
    {
        if (!_units.TryGetValue(isIn, out var unit))
        {
            unit =
                First + _units.Count <= Last
                    ? (char)(First + _units.Count)
                    : throw new FormatException("the pattern tells too many characters apart");
            _units[isIn] = unit;
        }
        return unit;
    }
}
