namespace Strata.Rules.Text;

/// <summary>
/// The blocks of a text that its readers see and that hold: what is hidden from them could say anything, and what is struck out is said no
/// longer, so neither fills a field. Where there is nothing else at all (a page that a script shows, a sheet of a hidden part, a list that
/// is ticked off), those blocks are the text.
/// </summary>
internal sealed class VisibleBlocks
{
    private const int MaxHeld = 10_000;

    private readonly Tally _hidden = new();
    private readonly Tally _struck = new();
    private readonly Tally _partlyStruck = new();

    /// <summary>Whether some were left out.</summary>
    public bool LeavesOut => _hidden.Count + _struck.Count > 0;

    /// <summary>What was left out; null where nothing was. Complete when the blocks are read.</summary>
    public string? Remark =>
        Said(_hidden.After("hidden from readers and not looked at for values"), _struck.After("struck out and not looked at for values"));

    /// <summary>What was not, though not all of it holds; null where there is no such text.</summary>
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
                // A title, a way through a site and the headers of a mail stand beside a text.
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
