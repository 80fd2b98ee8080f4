using System.Text.RegularExpressions;

namespace Strata.Rules.Text;

/// <summary>Recognises a head that a paper repeats on each page: the same names over the same values, except for the page number.</summary>
internal static class PageHead
{
    // "2", "2/3", "Seite 2 von 3".
    private static readonly Regex Page = new(
        @"^(?<before>(\p{L}{1,10}\.? ?)?)(?<page>[0-9]{1,4})(?<behind>( ?(/|-|\p{L}{1,4}) ?[0-9]{1,4})?)$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    );

    /// <summary>
    /// Whether the header occurs more than once, each time above the same rows, with at most one further line that looks like a row.
    /// </summary>
    public static bool Is(ItemTable table)
    {
        var sections = table
            .Headers.Select((start, i) => table.Rows[start..(i + 1 < table.Headers.Count ? table.Headers[i + 1] : table.Rows.Count)])
            .Where(rows => rows.Count > 0)
            .ToList();
        if (sections.Count < 2)
        {
            return false;
        }
        var least = sections.Min(rows => rows.Count);
        return table.Rows.Count <= sections.Count * (least + 1)
            && Enumerable
                .Range(1, sections.Count - 1)
                .All(page => Enumerable.Range(0, least).All(row => IsSame(sections[0][row], sections[page][row], page)));
    }

    private static bool IsSame(ItemRow first, ItemRow other, int page) =>
        first.Cells.Count == other.Cells.Count
        && first.Cells.Zip(other.Cells).Count(pair => pair.First.Text != pair.Second.Text || pair.First.Column != pair.Second.Column)
            is var others
        && (
            others == 0
            || others == 1
                && first.Cells.Count > 2
                && first.Cells.Zip(other.Cells).All(pair => pair.First.Text == pair.Second.Text || IsPage(pair.First, pair.Second, page))
        );

    private static bool IsPage(in ItemCell first, in ItemCell other, int page) =>
        first.Column == other.Column
        && Page.Match(first.Text) is { Success: true } one
        && Page.Match(other.Text) is { Success: true } two
        && one.Groups["before"].Value == two.Groups["before"].Value
        && one.Groups["behind"].Value == two.Groups["behind"].Value
        && int.Parse(one.Groups["page"].ValueSpan, CultureInfo.InvariantCulture) + page
            == int.Parse(two.Groups["page"].ValueSpan, CultureInfo.InvariantCulture);
}
