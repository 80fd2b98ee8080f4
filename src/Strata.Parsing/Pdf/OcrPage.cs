namespace Strata.Parsing.Pdf;

/// <summary>Makes the page layout of a page that OCR read.</summary>
internal static class OcrPage
{
    /// <summary>Share of an OCR word's area that lies in a word of the page's own if both are the same.</summary>
    private const double Same = 0.3;

    /// <summary>
    /// Adds the words that OCR read to a page's own. OCR reads drawn text too; where both have a word, the page's own stays.
    /// </summary>
    public static PageLayout Of(PageLayout page, IReadOnlyList<OcrWord> read)
    {
        var own = page.Lines.SelectMany(line => line.Words).Take(ScannedPage.MaxWords + 1).ToList();
        return own.Count > ScannedPage.MaxWords
            ? page
            : With(page, own.Count == 0 ? read : read.Where(word => !own.Exists(w => IsSame(w, word))));
    }

    private static bool IsSame(in Word own, OcrWord read)
    {
        var (width, height) = (
            Math.Min(own.Right, read.Right) - Math.Max(own.Left, read.Left),
            Math.Min(own.Bottom, read.Bottom) - Math.Max(own.Top, read.Top)
        );
        return width > 0 && height > 0 && width * height > Same * (read.Right - read.Left) * (read.Bottom - read.Top);
    }

    private static PageLayout With(PageLayout page, IEnumerable<OcrWord> words) =>
        page with
        {
            Blocks =
            [
                .. page.Blocks,
                .. words
                    .GroupBy(w => w.Block)
                    .Select(block => new LayoutBlock([
                        .. block.GroupBy(w => w.Line).Select(line => new LayoutLine([.. line.Select(Word)])),
                    ])),
            ],
        };

    private static Word Word(OcrWord word) => new(word.Text, word.Left, word.Top, word.Right, word.Bottom, word.Confidence);
}
