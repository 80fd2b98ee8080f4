using Strata.Documents;
using Strata.Indexing.Postings;

namespace Strata.Runs;

/// <summary>Packs the blocks of a document into pages as they are enumerated.</summary>
/// <param name="slice">Returns the text at a range of the document.</param>
internal sealed class BlockPages(ParsedDocument document, Func<ByteRange, string> slice)
{
    private const int MaxBlocks = 512;
    private const int MaxText = 64 * 1024;

    private readonly List<Block> _open = [];
    private readonly Queue<BlockPage> _full = new();
    private int _text;
    private long _end;

    /// <summary>Blocks seen so far.</summary>
    public int Count { get; private set; }

    public IEnumerable<Block> Watch(IEnumerable<Block> blocks)
    {
        foreach (var block in blocks)
        {
            _open.Add(block);
            _text += block.Text.Length;
            Count++;
            if (_open.Count == MaxBlocks || _text >= MaxText)
            {
                Close();
            }
            yield return block;
        }
        Close();
    }

    public IEnumerable<BlockPage> TakeFull()
    {
        while (_full.TryDequeue(out var page))
        {
            yield return page;
        }
    }

    private void Close()
    {
        if (_open.Count == 0)
        {
            return;
        }
        var text = document.IsRendered ? Rendered() : null;
        _full.Enqueue(
            new BlockPage(
                _open[0].Index,
                _open.Count,
                _open[0].Range.Start,
                _open[^1].Range.End,
                PackedBlocks.Pack(_open),
                BlockDetails.Write(_open, document, text is null ? slice : range => SliceOf(text, range)),
                _open.ConvertAll(b => DocumentTerms.OfText(b.Text, b.Type == BlockType.Heading)),
                text
            )
        );
        _open.Clear();
        _text = 0;
    }

    /// <summary>Returns the page's part of the document's text, including the separator from the page before.</summary>
    private byte[] Rendered()
    {
        var text = new byte[_open[^1].Range.End - _end];
        var at = 0;
        foreach (var block in _open)
        {
            if (block.Index > 0)
            {
                at += Encoding.UTF8.GetBytes(RenderedText.Separator, text.AsSpan(at));
            }
            if (_end + at != block.Range.Start || Encoding.UTF8.GetByteCount(block.Text) != block.Range.Length)
            {
                throw new InvalidOperationException(
                    $"Block {block.Index} is said to stand at byte {block.Range.Start} with {block.Range.Length} bytes; its text is at {_end + at}."
                );
            }
            at += Encoding.UTF8.GetBytes(block.Text, text.AsSpan(at));
        }
        _end += at;
        return text;
    }

    private string SliceOf(byte[] text, ByteRange range) =>
        Encoding.UTF8.GetString(text, (int)(range.Start - (_end - text.Length)), (int)range.Length);
}
