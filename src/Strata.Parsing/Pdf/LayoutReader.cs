namespace Strata.Parsing.Pdf;

/// <summary>
/// Reads pages from the output of <c>pdftotext -bbox-layout</c> (poppler, pdftotext(1)): <c>doc / page / flow / block / line / word</c>
/// with <c>xMin yMin xMax yMax</c>. Several outputs, for consecutive pages, may follow one another. Streams; ends at a tag that is cut off,
/// as in an interrupted output.
/// </summary>
internal sealed class LayoutReader(Stream layout)
{
    private readonly LayoutTags _tags = new(layout);

    // Reused buffer for the words of the current line.
    private readonly List<Word> _line = [];

    public string? Title { get; private set; }

    /// <summary>Why reading ended early; null if it didn't.</summary>
    public string? Problem { get; private set; }

    /// <summary>Returns the complete pages.</summary>
    public IEnumerable<PageLayout> Pages()
    {
        var number = 0;
        var ended = false;
        while (_tags.Next())
        {
            if (_tags.Is("page"u8))
            {
                if (Page(++number) is { } page)
                {
                    yield return page;
                }
            }
            else if (_tags.Is("/title"u8))
            {
                Title ??= _tags.Text() is { Length: > 0 } title ? title : null;
            }
            else if (_tags.Is("/doc"u8))
            {
                ended = true;
            }
            else if (_tags.Is("doc"u8))
            {
                ended = false;
            }
        }
        Problem =
            ended ? null
            : _tags.IsBroken ? "a tag is cut off"
            : "it has no end";
    }

    private PageLayout? Page(int number)
    {
        var page = new PageLayout(number, _tags.Number(" width=\""u8), _tags.Number(" height=\""u8), []);
        if (_tags.IsEmptyElement)
        {
            return page;
        }
        List<Word>? words = null;
        var box = (Left: 0.0, Top: 0.0, Right: 0.0, Bottom: 0.0);
        while (_tags.Next())
        {
            if (_tags.Is("word"u8))
            {
                box = _tags.Box();
            }
            else if (_tags.Is("/word"u8))
            {
                if (words is not null && _tags.Text() is { Length: > 0 } text)
                {
                    words.Add(new(RightToLeft.Logical(text), box.Left, box.Top, box.Right, box.Bottom));
                }
            }
            else if (_tags.Is("line"u8))
            {
                words = _line;
                words.Clear();
            }
            else if (_tags.Is("/line"u8))
            {
                if (words is { Count: > 0 } && page.Blocks is [.., var block])
                {
                    block.Lines.Add(new([.. words]));
                }
                words = null;
            }
            else if (_tags.Is("block"u8))
            {
                page.Blocks.Add(new([]));
            }
            else if (_tags.Is("/page"u8))
            {
                page.Blocks.RemoveAll(block => block.Lines.Count == 0);
                return page;
            }
        }
        return null;
    }
}
