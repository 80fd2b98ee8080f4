using System.Text.RegularExpressions;

namespace Strata.Parsing.Pdf;

/// <summary>Finds running headers and footers: lines near an edge that nearby pages repeat at the same height, ignoring digits.</summary>
internal static partial class Margins
{
    /// <summary>Share of the page height that is margin, at the top and at the bottom.</summary>
    private const double Share = 0.12;

    /// <summary>Largest vertical offset of the same line between two pages, in points.</summary>
    private const double Drift = 4;

    /// <returns><c>header</c>, <c>footer</c>, or null.</returns>
    public static string? Kind(LayoutLine line, PageLayout page, IEnumerable<PageLayout> others)
    {
        var kind =
            line.Bottom < Share * page.Height ? "header"
            : line.Top > (1 - Share) * page.Height ? "footer"
            : null;
        if (kind is null)
        {
            return null;
        }
        var text = Folded(line);
        return others.Any(other =>
            Math.Abs(other.Height - page.Height) < 1 && other.Lines.Any(l => Math.Abs(l.Top - line.Top) < Drift && Folded(l) == text)
        )
            ? kind
            : null;
    }

    private static string Folded(LayoutLine line) => Digits().Replace(line.Text, "#");

    [GeneratedRegex(@"\d+", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();
}
