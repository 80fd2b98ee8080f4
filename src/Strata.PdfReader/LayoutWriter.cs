using System.Net;
using UglyToad.PdfPig.Content;

namespace Strata.PdfReader;

/// <summary>Writes pages in the format of <c>pdftotext -bbox-layout</c>, which the PDF parser reads.</summary>
internal sealed class LayoutWriter(TextWriter output)
{
    public void Begin(string? title) => output.Write($"<html><head><title>{Safe(title ?? "")}</title></head><body>\n<doc>\n");

    public void End() => output.Write("</doc>\n</body></html>\n");

    /// <returns>Number of words on the page.</returns>
    public int Write(Page page)
    {
        var (right, down, width, height) = Frame(page);
        Line($"<page width=\"{width:F6}\" height=\"{height:F6}\">");
        var words = 0;
        foreach (var block in PageSegmentation.Of(PageLines.Of(page.Letters.Select(Glyph.Of).OfType<Glyph>().Where(IsSeen))))
        {
            output.Write("<flow><block>\n");
            foreach (var line in block.Lines)
            {
                output.Write("<line>\n");
                foreach (var word in line.Words)
                {
                    var box = Place(word.First, word.End);
                    Line(
                        $"<word xMin=\"{box.Left:F6}\" yMin=\"{box.Top:F6}\" xMax=\"{box.Right:F6}\" yMax=\"{box.Bottom:F6}\">{Safe(word.Text)}</word>"
                    );
                    words++;
                }
                output.Write("</line>\n");
            }
            output.Write("</block></flow>\n");
        }
        output.Write("</page>\n");
        return words;

        Box Place(in Glyph first, double end) =>
            Glyph
                .BoxOf(first.Direction, first.Start, end, first.Base - first.Ascent, first.Base + first.Descent, page.Height)
                .Moved(right, down);

        bool IsSeen(Glyph glyph) =>
            Place(glyph, glyph.End) is var box && box.Right >= 0 && box.Left <= width && box.Bottom >= 0 && box.Top <= height;
    }

    /// <summary>Returns the shift from PdfPig's origin, the visible part, to poppler's, the whole page, and that page's size.</summary>
    private static (double Right, double Down, double Width, double Height) Frame(Page page)
    {
        var (media, crop) = (page.MediaBox.Bounds, page.CropBox.Bounds);
        var (left, top, right, bottom) = (
            crop.Left - media.Left,
            media.Top - crop.Top,
            media.Right - crop.Right,
            crop.Bottom - media.Bottom
        );
        return page.Rotation.Value switch
        {
            90 => (bottom, left, media.Height, media.Width),
            180 => (right, bottom, media.Width, media.Height),
            270 => (top, right, media.Height, media.Width),
            _ => (left, top, media.Width, media.Height),
        };
    }

    private static string Safe(string text) =>
        WebUtility.HtmlEncode(string.Concat(text.Select(c => char.IsControl(c) || c is '\ufffe' or '\uffff' ? '\ufffd' : c)));

    private void Line(FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
