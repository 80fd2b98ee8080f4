namespace Strata.Documents.Programs;

/// <summary>
/// Tells which pages are scans by what <c>pdfimages -list</c> prints: <c>page num type width height color comp bpc enc interp object ID
/// x-ppi y-ppi size ratio</c> (pdfimages(1)). A page without a word is one where it holds a picture, else it is merely blank. A page with a
/// few words is one where pictures that no other page has cover most of it: what pages share is their background.
/// </summary>
internal static class Scans
{
    /// <summary>Share of the page that the pictures of a scan cover.</summary>
    private const double Covered = 0.6;

    /// <summary>Thin pages no farther apart are asked for in one call.</summary>
    private const int Apart = 20;
    private const double PointsPerInch = 72;

    /// <summary>What pdfimages is to be asked about: it reads all that is drawn on a page, so only few others are among them.</summary>
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

    /// <param name="listed">What pdfimages printed for the ranges.</param>
    /// <param name="areas">Of the pages, in square points.</param>
    public static IReadOnlyList<ThinPage> Among(IReadOnlyList<ThinPage> pages, string listed, IReadOnlyDictionary<int, double> areas)
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
                page.Words == 0
                    ? pictures.Contains(page.Number)
                    : areas.GetValueOrDefault(page.Number) is > 0 and var area
                        && pictures[page.Number].Where(picture => !shared.Contains(picture.Id)).Sum(picture => picture.Area)
                            >= Covered * area
            ),
        ];
    }

    /// <summary>A picture as a page draws it.</summary>
    /// <param name="Id">The object that it is, the same on each page that draws it; empty where it is written into the page.</param>
    /// <param name="Area">In square points.</param>
    private sealed record Picture(int Page, string Id, double Area)
    {
        private const int Columns = 14;

        public static Picture? Read(string line)
        {
            var cells = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            // A mask by itself (stencil) is how pages of one colour are scanned; that of a picture (mask, smask) is no other picture.
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
