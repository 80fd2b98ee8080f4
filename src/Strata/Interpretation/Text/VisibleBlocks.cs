using Strata.Parsing;

namespace Strata.Interpretation.Text;

/// <summary>
/// The blocks of a text that its readers see: what is hidden from them could say anything, so it fills no field. Where nothing at all is to be seen
/// (a page that a script shows, a sheet of a hidden part), the hidden blocks are the text.
/// </summary>
internal sealed class VisibleBlocks
{
    private const int MostHeld = 10_000;

    private int count;
    private int first;
    private int partly;
    private int firstPartly;

    /// <summary>Whether some were left out.</summary>
    public bool LeavesOut => count > 0;

    /// <summary>What was left out; null where nothing was. Complete when the blocks are read.</summary>
    public string? Remark => count == 0 ? null : $"hidden from readers and not looked at for values: {Blocks(count, first)}";

    /// <summary>What was not, though readers do not see all of it; null where there is no such text.</summary>
    public string? Doubt => partly == 0 ? null : $"some of the text is hidden from readers, and values may be of it: {Blocks(partly, firstPartly)}";

    public IEnumerable<Block> Of(IEnumerable<Block> blocks)
    {
        var held = new List<Block>();
        var isSeen = false;
        foreach (var block in blocks)
        {
            if (block.Traits?.Hidden != true)
            {
                // A title, a way through a site and the headers of a mail stand beside a text.
                isSeen |= block.Type is not (BlockType.FrontMatter or BlockType.Table or BlockType.Divider or BlockType.PageBreak)
                    && block.Text.Length > 0 && block.Traits?.Note != TextInterpretation.Navigation && !MailHeader.IsOne(block);
                if (block.Traits?.Note is { } note && note.Contains("partly hidden", StringComparison.Ordinal))
                {
                    firstPartly = partly++ == 0 ? block.Index : firstPartly;
                }

                yield return block;
                continue;
            }

            first = count++ == 0 ? block.Index : first;
            if (isSeen)
            {
                held.Clear();
            }
            else if (held.Count < MostHeld)
            {
                held.Add(block);
            }
        }

        if (!isSeen)
        {
            count = 0;
            foreach (var block in held)
            {
                yield return block;
            }
        }
    }

    private static string Blocks(int count, int first) => count == 1 ? $"block {first}" : $"{count} blocks, the first is block {first}";
}
