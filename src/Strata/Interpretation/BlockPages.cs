using Strata.Parsing;

namespace Strata.Interpretation;

/// <summary>Packs the blocks of a document into pages while they stream past to the interpreter.</summary>
internal sealed class BlockPages
{
    private const int MaxBlocks = 512;
    private const int MaxText = 64 * 1024;

    private readonly List<Block> _open = [];
    private readonly Queue<BlockPage> _full = new();
    private int _text;

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
        _full.Enqueue(
            new BlockPage(
                _open[0].Index,
                _open.Count,
                _open[0].Range.Start,
                _open[^1].Range.End,
                PackedBlocks.Pack(_open),
                _open.ConvertAll(b => b.Text)
            )
        );
        _open.Clear();
        _text = 0;
    }
}
