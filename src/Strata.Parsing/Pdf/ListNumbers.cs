namespace Strata.Parsing.Pdf;

/// <summary>
/// Tells list numbers and letters from other line starts: a telephone's area code, an abbreviation, a day. A list number is the first of
/// its kind (1, a, i), or the one before or after it occurs in the same form on this page or an earlier one.
/// </summary>
internal sealed class ListNumbers
{
    private static readonly string[] Romans =
    [
        "i",
        "ii",
        "iii",
        "iv",
        "v",
        "vi",
        "vii",
        "viii",
        "ix",
        "x",
        "xi",
        "xii",
        "xiii",
        "xiv",
        "xv",
        "xvi",
        "xvii",
        "xviii",
        "xix",
        "xx",
    ];

    private enum Kind
    {
        Number,
        Letter,
        Roman,
    }

    // A few thousand at most: marks are short.
    private readonly HashSet<(string Signs, Kind Kind, int Value)> _met = [];

    /// <summary>
    /// Takes the marks of a page's lines off their words; a mark that counts nothing stays the first word, or becomes it again.
    /// </summary>
    public void Take(IEnumerable<LayoutLine> lines)
    {
        var marked = lines.Where(line => ListMarks.Take(line) is { } mark && !ListMarks.IsBullet(mark)).ToList();
        foreach (var line in marked.Where(line => !IsAbbreviation(line)))
        {
            _met.UnionWith(Values(line.Mark ?? ""));
        }
        foreach (var line in marked.Where(line => IsAbbreviation(line) || !Values(line.Mark ?? "").Any(IsCounted)))
        {
            ListMarks.GiveBack(line);
        }
    }

    // "z. B.", "i. A."
    private static bool IsAbbreviation(LayoutLine line) =>
        line is { Mark: [var letter, '.'], Words: [{ Text: [var next, '.', ..] }, ..] } && char.IsLetter(letter) && char.IsLetter(next);

    private bool IsCounted((string Signs, Kind Kind, int Value) mark) =>
        mark.Value == 1 || _met.Contains(mark with { Value = mark.Value - 1 }) || _met.Contains(mark with { Value = mark.Value + 1 });

    private static IEnumerable<(string Signs, Kind Kind, int Value)> Values(string mark)
    {
        var text = mark.Trim('(', ')', '.');
        var signs = mark.Replace(text, "", StringComparison.Ordinal);
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            yield return (signs, Kind.Number, number);
        }
        else if (text is [var letter])
        {
            yield return (signs, Kind.Letter, letter - 'a' + 1);
        }
        if (Array.IndexOf(Romans, text) is >= 0 and var roman)
        {
            yield return (signs, Kind.Roman, roman + 1);
        }
    }
}
