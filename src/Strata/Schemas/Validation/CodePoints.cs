namespace Strata.Schemas.Validation;

/// <summary>A set of Unicode code points; lone surrogates are never members.</summary>
internal sealed class CodePoints
{
    private const int Last = 0x10FFFF;

    private static readonly Lazy<Dictionary<UnicodeCategory, CodePoints>> Categories = new(Scan);

    public static readonly CodePoints Digit = Of(('0', '9'));
    public static readonly CodePoints Word = Of(('a', 'z'), ('A', 'Z'), ('0', '9'), ('_', '_'));

    /// <summary>WhiteSpace and LineTerminator of ECMA-262.</summary>
    public static readonly CodePoints Space = Of(
        ('\t', '\r'),
        (' ', ' '),
        (0xA0, 0xA0),
        (0x1680, 0x1680),
        (0x2000, 0x200A),
        (0x2028, 0x2029),
        (0x202F, 0x202F),
        (0x205F, 0x205F),
        (0x3000, 0x3000),
        (0xFEFF, 0xFEFF)
    );

    /// <summary>Code points that a dot matches.</summary>
    public static readonly CodePoints NoLineEnd = Of(('\n', '\n'), ('\r', '\r'), (0x2028, 0x2029)).Complement();

    private readonly List<(int From, int To)> _ranges;

    private CodePoints(List<(int From, int To)> sorted) => _ranges = sorted;

    public static CodePoints Of(params ReadOnlySpan<(int From, int To)> of)
    {
        var sorted = of.ToArray();
        Array.Sort(sorted);
        var joined = new List<(int From, int To)>(sorted.Length);
        foreach (var (from, to) in sorted)
        {
            if (joined is [.., var (start, end)] && from <= end + 1)
            {
                joined[^1] = (start, Math.Max(end, to));
            }
            else
            {
                joined.Add((from, to));
            }
        }
        return new CodePoints(joined);
    }

    public static CodePoints Union(IEnumerable<CodePoints> sets) => Of([.. sets.SelectMany(s => s._ranges)]);

    /// <summary>
    /// Returns the code points of a general category (<c>Lu</c>, <c>Uppercase_Letter</c>) or group (<c>L</c>, <c>Letter</c>); null if there
    /// is none.
    /// </summary>
    public static CodePoints? OfCategory(string name)
    {
        var (_, _, members) = GeneralCategory.All.FirstOrDefault(c =>
            string.Equals(c.Short, name, StringComparison.Ordinal) || string.Equals(c.Long, name, StringComparison.Ordinal)
        );
        return members is null ? null : Union(members.Select(m => Categories.Value.GetValueOrDefault(m) ?? Of()));
    }

    public CodePoints Complement()
    {
        var rest = new List<(int, int)>(_ranges.Count + 1);
        var next = 0;
        foreach (var (from, to) in _ranges)
        {
            if (from > next)
            {
                rest.Add((next, from - 1));
            }
            next = to + 1;
        }
        if (next <= Last)
        {
            rest.Add((next, Last));
        }
        return new CodePoints(rest);
    }

    public IEnumerable<(int From, int To)> BeyondFirstPlane =>
        _ranges.Where(r => r.To > char.MaxValue).Select(r => (Math.Max(r.From, char.MaxValue + 1), r.To));

    public bool Contains(int codePoint)
    {
        var (low, high) = (0, _ranges.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var (from, to) = _ranges[middle];
            if (from <= codePoint && codePoint <= to)
            {
                return true;
            }
            (low, high) = codePoint < from ? (low, middle - 1) : (middle + 1, high);
        }
        return false;
    }

    /// <summary>Returns a .NET expression that matches one of them.</summary>
    /// <param name="beyond">Placeholders for those beyond the first plane.</param>
    public string ToRegex(IEnumerable<char> beyond)
    {
        var units = new StringBuilder();
        foreach (var (from, to) in _ranges)
        {
            Units(units, from, Math.Min(to, 0xD7FF));
            Units(units, Math.Max(from, 0xE000), Math.Min(to, char.MaxValue));
        }
        foreach (var unit in beyond)
        {
            Units(units, unit, unit);
        }
        return units.Length == 0 ? @"[^\u0000-\uFFFF]" : $"[{units}]";
    }

    private static void Units(StringBuilder text, int from, int to)
    {
        if (from <= to)
        {
            text.Append(CultureInfo.InvariantCulture, $"\\u{from:X4}");
        }
        if (from < to)
        {
            text.Append(CultureInfo.InvariantCulture, $"-\\u{to:X4}");
        }
    }

    private static Dictionary<UnicodeCategory, CodePoints> Scan()
    {
        var found = new Dictionary<UnicodeCategory, List<(int, int)>>();
        var start = 0;
        for (var i = 1; i <= Last + 1; i++)
        {
            var category = CharUnicodeInfo.GetUnicodeCategory(start);
            if (i <= Last && CharUnicodeInfo.GetUnicodeCategory(i) == category)
            {
                continue;
            }
            if (!found.TryGetValue(category, out var ranges))
            {
                found[category] = ranges = [];
            }
            ranges.Add((start, i - 1));
            start = i;
        }
        return found.ToDictionary(f => f.Key, f => new CodePoints(f.Value));
    }
}
