namespace Strata.Parsing.Pdf;

/// <summary>A page that OCR read, as if poppler had laid it out.</summary>
internal static class OcrPage
{
    public static PageLayout Of(PageLayout empty, IReadOnlyList<OcrWord> words) =>
        empty with
        {
            Blocks =
            [
                .. words
                    .GroupBy(w => w.Block)
                    .Select(block => new LayoutBlock([.. block.GroupBy(w => w.Line).Select(line => new LayoutLine([.. line.Select(Word)]))])),
            ],
        };

    private static Word Word(OcrWord word) => new(word.Text, word.Left, word.Top, word.Right, word.Bottom, word.Confidence);
}
