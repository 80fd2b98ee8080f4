namespace Strata.Parsing.Pdf;

/// <summary>A word of a page with its box, in points from the page's upper left corner.</summary>
/// <param name="Confidence">0..1 where the word was read by OCR, else null.</param>
internal readonly record struct Word(string Text, double Left, double Top, double Right, double Bottom, double? Confidence = null)
{
    public double Height => Bottom - Top;
    public double Middle => (Top + Bottom) / 2;
}

/// <summary>Words on one base line that belong together.</summary>
internal sealed class LayoutLine(List<Word> words)
{
    public List<Word> Words { get; } = words;
    public double Left => Words[0].Left;
    public double Right => Words[^1].Right;
    public double Top => Words.Min(w => w.Top);
    public double Bottom => Words.Max(w => w.Bottom);

    /// <summary>The size of its letters. OCR boxes each word by its ink, so that a word of small letters says little: the median says more.</summary>
    public double Height => IsOcr ? Words.Select(w => w.Height).Order().ElementAt(Words.Count / 2) : Words.Max(w => w.Height);
    public bool IsOcr => Words[0].Confidence is not null;
    public double Middle => (Top + Bottom) / 2;
    public string Text => string.Join(' ', Words.Select(w => w.Text));

    /// <summary>The bullet or number that stands before the line, where the page sets it apart from the text.</summary>
    public string? Mark { get; set; }
}

/// <summary>Lines that the page sets as one, in reading order.</summary>
internal sealed record LayoutBlock(List<LayoutLine> Lines);

/// <summary>A page as poppler lays it out: blocks in its reading order.</summary>
internal sealed record PageLayout(int Number, double Width, double Height, List<LayoutBlock> Blocks)
{
    public IEnumerable<LayoutLine> Lines => Blocks.SelectMany(block => block.Lines);

    public PageBox Box(in Word word) => new(word.Left, word.Top, word.Right - word.Left, word.Height, Width, Height);
}
