namespace Strata.Rules.Text;

/// <summary>
/// The visible, valid blocks of a text: hidden ones could say anything, and struck-out ones are withdrawn, so neither fills a field. If a
/// text has nothing else (a page shown by script, a hidden sheet, a ticked-off list), those are the text.
/// </summary>
internal sealed class VisibleBlocks
{
    private const int MaxHeld = 10_000;

    private readonly Tally _hidden = new();
    private readonly Tally _struck = new();
    private readonly Tally _partlyStruck = new();

    /// <summary>Whether some were left out.</summary>
    public bool LeavesOut => _hidden.Count + _struck.Count > 0;

    /// <summary>What was left out; null if nothing. Complete once the blocks are read.</summary>
    public string? Remark =>
        Said(_hidden.After("hidden from readers and not looked at for values"), _struck.After("struck out and not looked at for values"));

    /// <summary>Note that a text used is partly struck out; null if there is none.</summary>
    public string? Doubt => _partlyStruck.After("some of the text is struck out, and values may be of it");

    public IEnumerable<Block> Of(IEnumerable<Block> blocks)
    {
        var held = new List<Block>();
        var isSeen = false;
        foreach (var block in blocks)
        {
            var left =
                block.Traits is null ? null
                : block.Traits.Hidden == true ? _hidden
                : block.Traits.IsStruckOut ? _struck
                : null;
            if (left is null)
            {
                // A title, navigation or mail header is beside the text.
                isSeen |=
                    block.Type is not (BlockType.FrontMatter or BlockType.Table or BlockType.Divider or BlockType.PageBreak)
                    && block.Text.Length > 0
                    && block.Traits?.Note != TextInterpretation.Navigation
                    && !MailHeaderLines.IsOne(block);
                _partlyStruck.Add(block.Traits?.Note?.Contains(BlockTraits.PartlyStruckOut, StringComparison.Ordinal) == true, block);
                yield return block;
                continue;
            }
            left.Add(true, block);
            if (isSeen)
            {
                held.Clear();
            }
            else if (held.Count < MaxHeld)
            {
                held.Add(block);
            }
        }
        if (!isSeen)
        {
            _hidden.Clear();
            _struck.Clear();
            foreach (var block in held)
            {
                yield return block;
            }
        }
    }

    private static string? Said(params string?[] said) =>
        string.Join("; ", said.Where(text => text is not null)) is { Length: > 0 } all ? all : null;

    private sealed class Tally
    {
        private int _first;

        public int Count { get; private set; }

        public void Add(bool counts, Block block)
        {
            if (counts)
            {
                _first = Count++ == 0 ? block.Index : _first;
            }
        }

        public void Clear() => Count = 0;

        public string? After(string said) =>
            Count switch
            {
                0 => null,
                1 => string.Create(CultureInfo.InvariantCulture, $"{said}: block {_first}"),
                _ => string.Create(CultureInfo.InvariantCulture, $"{said}: {Count} blocks, the first is block {_first}"),
            };
    }
}
