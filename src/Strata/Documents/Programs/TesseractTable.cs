using Strata.Parsing.Pdf;

namespace Strata.Documents.Programs;

/// <summary>
/// Reads the output of <c>tesseract … tsv</c>: <c>level page_num block_num par_num line_num word_num left top width height conf text</c>
/// (tesseract(1)), where level 1 is a page and level 5 a word.
/// </summary>
internal static class TesseractTable
{
    private const int Columns = 12;

    /// <param name="points">Points per pixel.</param>
    public static List<OcrWord> Words(string tsv, double points) => [.. Pages(tsv, points).SelectMany(page => page.Words)];

    /// <summary>Returns the pages with their size in points.</summary>
    public static List<(double Width, double Height, IReadOnlyList<OcrWord> Words)> Pages(string tsv, double points)
    {
        var pages = new List<(double, double, IReadOnlyList<OcrWord>)>();
        var words = new List<OcrWord>();
        var blocks = new Dictionary<(int Block, int Paragraph), int>();
        foreach (var line in tsv.AsSpan().EnumerateLines())
        {
            var cells = line.ToString().Split('\t');
            if (cells.Length < Columns || (cells[0] != "1" && (cells[0] != "5" || string.IsNullOrWhiteSpace(cells[11]))))
            {
                continue;
            }
            var numbers = cells[2..11]
                .Select(cell => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : 0)
                .ToArray();
            if (cells[0] == "1")
            {
                words = [];
                blocks.Clear();
                pages.Add((numbers[6] * points, numbers[7] * points, words));
                continue;
            }
            var paragraph = ((int)numbers[0], (int)numbers[1]);
            if (!blocks.TryGetValue(paragraph, out var block))
            {
                blocks.Add(paragraph, block = blocks.Count);
            }
            var (left, top, width, height) = (numbers[4] * points, numbers[5] * points, numbers[6] * points, numbers[7] * points);
            words.Add(
                new(cells[11].Trim(), left, top, left + width, top + height, block, (int)numbers[2], Math.Clamp(numbers[8] / 100, 0, 1))
            );
        }
        return pages;
    }
}
