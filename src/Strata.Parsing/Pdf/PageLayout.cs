using System.Runtime.InteropServices;

namespace Strata.Parsing.Pdf;

/// <summary>A word of a page with its box, in points from the page's upper left corner.</summary>
/// <param name="Confidence">0..1 where the word was read by OCR, else null.</param>
internal readonly record struct Word(string Text, double Left, double Top, double Right, double Bottom, double? Confidence = null)
{
    public double Height => Bottom - Top;
    public double Middle => (Top + Bottom) / 2;

    public bool HasDigit
    {
        get
        {
            foreach (var c in Text)
            {
                if (char.IsDigit(c))
                {
                    return true;
                }
            }
            return false;
        }
    }
}

/// <summary>Words that belong together on one baseline. Words may be added or removed, but not replaced.</summary>
internal sealed class LayoutLine(List<Word> words)
{
    // Number of words when last measured; another count invalidates the cached measures.
    private int _measured = -1;
    private double _top;
    private double _bottom;
    private double _height;
    private string? _text;

    public List<Word> Words { get; } = words;
    public double Left => Words[0].Left;
    public double Right => Words[^1].Right;
    public double Top => Measured._top;
    public double Bottom => Measured._bottom;

    /// <summary>The size of the letters. For OCR, which boxes each word by its ink, it is the median height of the words.</summary>
    public double Height => Measured._height;
    public bool IsOcr => Words[0].Confidence is not null;
    public double Middle => (Top + Bottom) / 2;
    public string Text => Measured._text ??= string.Join(' ', Words.Select(w => w.Text));

    /// <summary>The bullet or number before the line's text; null if it has none.</summary>
    public Word? MarkWord { get; set; }
    public string? Mark => MarkWord?.Text;

    private LayoutLine Measured
    {
        get
        {
            if (_measured != Words.Count)
            {
                Measure();
            }
            return this;
        }
    }

    private void Measure()
    {
        (_top, _bottom, _height) = (Words[0].Top, Words[0].Bottom, Words[0].Height);
        foreach (ref readonly var word in CollectionsMarshal.AsSpan(Words))
        {
            (_top, _bottom, _height) = (Math.Min(_top, word.Top), Math.Max(_bottom, word.Bottom), Math.Max(_height, word.Height));
        }
        _height = IsOcr ? Words.Select(w => w.Height).Order().ElementAt(Words.Count / 2) : _height;
        _text = null;
        _measured = Words.Count;
    }
}

/// <summary>Lines that the page sets as one block, in reading order.</summary>
internal sealed record LayoutBlock(List<LayoutLine> Lines);

/// <summary>A page as poppler lays it out: blocks in poppler's reading order.</summary>
internal sealed record PageLayout(int Number, double Width, double Height, List<LayoutBlock> Blocks)
{
    /// <summary>Lines that have words; a mark moved to the line beside it leaves none.</summary>
    public IEnumerable<LayoutLine> Lines => Blocks.SelectMany(block => block.Lines).Where(line => line.Words.Count > 0);

    /// <summary>Number of words.</summary>
    public int Words => Lines.Sum(line => line.Words.Count);

    public PageBox Box(in Word word) => new(word.Left, word.Top, word.Right - word.Left, word.Height, Width, Height);
}

/// <summary>A part of a page that is read on its own.</summary>
/// <param name="Rows">Words of one height each, left to right; rows from top to bottom.</param>
internal sealed record PageArea(PageLayout Page, List<List<Word>> Rows);
