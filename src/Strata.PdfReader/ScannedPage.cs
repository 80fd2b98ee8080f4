using Strata.Parsing.Pdf;
using UglyToad.PdfPig.Content;

namespace Strata.PdfReader;

/// <summary>Detects scanned pages.</summary>
internal static class ScannedPage
{
    /// <summary>Least share of the page that the pictures of a scan cover.</summary>
    private const double Covered = 0.6;

    public static bool Is(Page page, int words) =>
        words == 0
            ? page.NumberOfImages > 0
            : words <= ThinPage.MaxWords
                && page.GetImages().Sum(image => image.BoundingBox.Width * image.BoundingBox.Height) >= Covered * page.Width * page.Height;
}
