namespace Strata.Parsing.Pdf;

/// <summary>
/// When a page counts as scanned. A page without words does if it has a picture, else it is blank. A page with a few words does if pictures
/// cover most of it.
/// </summary>
public static class ScannedPage
{
    /// <summary>Most words on a page that may still be a scan: a signature stamp, a fax header, a Bates number.</summary>
    public const int MaxWords = 40;

    /// <summary>Least share of the page that the pictures of a scan cover.</summary>
    private const double MinCovered = 0.6;

    /// <param name="area">Of the page, in the unit of <paramref name="covered"/>; 0: unknown.</param>
    /// <param name="covered">Returns the area of its pictures.</param>
    public static bool Is(int words, bool hasPicture, double area, Func<double> covered) =>
        words == 0 ? hasPicture : words <= MaxWords && area > 0 && covered() >= MinCovered * area;
}
