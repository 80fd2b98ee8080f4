using System.Text.RegularExpressions;

namespace Strata.Rendering;

/// <summary>
/// The resolution a page is drawn at so that its picture has a width. Few widths, since each picture is cached.
/// </summary>
internal static partial class PictureWidth
{
    /// <summary>In pixels.</summary>
    public static readonly IReadOnlyList<int> Allowed = [200, 900, 1800, 2700];

    /// <summary>Print quality: more shows nothing more of a small page.</summary>
    private const double MaxDpi = 600;

    /// <summary>Of a long page, which becomes narrower then. An A4 page of the greatest width has 10 million.</summary>
    private const double MaxPixels = 25_000_000;

    private const double PointsPerInch = 72;

    /// <exception cref="StrataException">INVALID_CONTENT: another width.</exception>
    public static int? Checked(int? width) =>
        width is not { } given || Allowed.Contains(given)
            ? width
            : throw new StrataException(
                ErrorCode.InvalidContent,
                $"width: {given} is not one of {string.Join(", ", Allowed)}; without it a page is drawn at its own size."
            )
            {
                Faults = [new Fault("width", $"Must be one of {string.Join(", ", Allowed)}.")],
            };

    /// <summary>Arguments of pdfinfo for what <see cref="Dpi"/> reads.</summary>
    public static IReadOnlyList<string> Arguments(string page, string pdf) => ["-box", "-f", page, "-l", page, pdf];

    /// <summary>Returns the resolution for a width.</summary>
    /// <param name="printed">By pdfinfo. The media box counts, since pdftoppm draws all of it.</param>
    /// <returns>Null if the page's size isn't printed.</returns>
    public static double? Dpi(string printed, int width)
    {
        if (MediaBox().Match(printed) is not { Success: true } box)
        {
            return null;
        }
        var (across, down) = (Number(box, "right") - Number(box, "left"), Number(box, "top") - Number(box, "bottom"));
        if (PageRotation().Match(printed) is { Success: true } turn && Number(turn, "by") % 180 != 0)
        {
            (across, down) = (down, across);
        }
        if (across <= 0 || down <= 0)
        {
            return null;
        }
        // pdftoppm rounds the width up: half a pixel less gives the width itself.
        var asked = (width - 0.5) * PointsPerInch / across;
        return Math.Min(asked, Math.Min(MaxDpi, PointsPerInch * Math.Sqrt(MaxPixels / (across * down))));
    }

    private static double Number(Match match, string group) => double.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"^Page\s+\d+ MediaBox:\s+(?<left>-?[\d.]+)\s+(?<bottom>-?[\d.]+)\s+(?<right>-?[\d.]+)\s+(?<top>-?[\d.]+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex MediaBox();

    [GeneratedRegex(
        @"^Page\s+\d+ rot:\s+(?<by>-?\d{1,9})",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex PageRotation();
}
