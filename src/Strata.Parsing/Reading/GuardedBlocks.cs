using System.Xml;

namespace Strata.Parsing.Reading;

/// <summary>Blocks that come until the source breaks or a limit is met: what came before is kept, and the reason is the last diagnostic.</summary>
internal static class GuardedBlocks
{
    public static IEnumerable<Block> Until(IEnumerable<Block> blocks, ParseBudget budget, DiagnosticLog log)
    {
        using var rest = blocks.GetEnumerator();
        while (Next(rest, log) is { } block)
        {
            if (block.Index >= budget.MaxBlocks)
            {
                log.Fatal(0, 0, $"the document has more than {budget.MaxBlocks} blocks (MaxBlocks)");
                break;
            }

            yield return block;
        }

        log.Close(0, 0);
    }

    /// <summary>Whether an exception says that the source is broken or over a limit, rather than that the machine failed.</summary>
    public static bool IsOfSource(Exception e) => e is XmlException or InvalidDataException or EndOfStreamException or FormatException;

    private static Block? Next(IEnumerator<Block> blocks, DiagnosticLog log)
    {
        try
        {
            return blocks.MoveNext() ? blocks.Current : null;
        }
        catch (Exception e) when (IsOfSource(e))
        {
            log.Fatal(0, 0, e.Message);
            return null;
        }
    }
}
