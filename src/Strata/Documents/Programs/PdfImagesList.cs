using Strata.Parsing.Pdf;

namespace Strata.Documents.Programs;

/// <summary>
/// Identifies scanned pages by the output of <c>pdfimages -list</c>: <c>page num type width height color comp bpc enc interp object ID
/// x-ppi y-ppi size ratio</c> (pdfimages(1)). Pictures that several pages share are background, and cover nothing.
/// </summary>
internal static class PdfImagesList
{
    /// <summary>Thin pages at most this far apart are queried in one call.</summary>
    private const int Apart = 20;
    private const double PointsPerInch = 72;

    /// <summary>Returns ranges to query: pdfimages reads everything on a page, so they include few other pages.</summary>
    public static IEnumerable<(int From, int To)> Ranges(IReadOnlyList<ThinPage> pages)
    {
        for (var (first, i) = (0, 1); i <= pages.Count; i++)
        {
            if (i == pages.Count || pages[i].Number - pages[i - 1].Number > Apart)
            {
                yield return (pages[first].Number, pages[i - 1].Number);
                first = i;
            }
        }
    }

    /// <param name="listed">Output of pdfimages for the ranges.</param>
    /// <param name="areas">Of the pages, in square points.</param>
    public static IReadOnlyList<ThinPage> Scanned(IReadOnlyList<ThinPage> pages, string listed, IReadOnlyDictionary<int, double> areas)
    {
        var pictures = listed.Split('\n').Select(Picture.Read).OfType<Picture>().ToLookup(picture => picture.Page);
        var shared = pictures
            .SelectMany(page => page.Select(picture => (picture.Id, picture.Page)).Distinct())
            .GroupBy(picture => picture.Id, StringComparer.Ordinal)
            .Where(pages => pages.Key.Length > 0 && pages.Skip(1).Any())
            .Select(pages => pages.Key)
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. pages.Where(page =>
                ScannedPage.Is(
                    page.Words,
                    pictures.Contains(page.Number),
                    areas.GetValueOrDefault(page.Number),
                    () => pictures[page.Number].Where(picture => !shared.Contains(picture.Id)).Sum(picture => picture.Area)
                )
            ),
        ];
    }

    /// <summary>A picture drawn on a page.</summary>
    /// <param name="Id">Its object, the same on each page that draws it; empty if it is inline.</param>
    /// <param name="Area">In square points.</param>
    private sealed record Picture(int Page, string Id, double Area)
    {
        private const int Columns = 14;

        public static Picture? Read(string line)
        {
            var cells = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            // A stencil mask alone is how single-colour pages are scanned; a mask or smask belongs to another picture.
            if (
                cells.Length < Columns
                || cells[2] is not ("image" or "stencil")
                || !int.TryParse(cells[0], NumberStyles.None, CultureInfo.InvariantCulture, out var page)
            )
            {
                return null;
            }
            // The object is two numbers, or one word.
            var named = cells[10].StartsWith('[') ? 1 : 2;
            var (across, down) = (Number(10 + named), Number(11 + named));
            var area = across > 0 && down > 0 ? Number(3) / across * PointsPerInch * (Number(4) / down * PointsPerInch) : 0;
            return new(page, named == 2 ? $"{cells[10]} {cells[11]}" : "", area);

            double Number(int cell) =>
                cell < cells.Length && double.TryParse(cells[cell], NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                    ? number
                    : 0;
        }
    }
}
