using System.Xml;

namespace Strata.Parsing.Reading;

/// <summary>What comes until the source breaks or a limit is met: what came before is kept, and the reason becomes a diagnostic.</summary>
internal static class BoundedBlocks
{
    /// <summary>A document's blocks, as many as the budget lets pass.</summary>
    public static IEnumerable<Block> Until(IEnumerable<Block> blocks, ParseBudget budget, DiagnosticLog log)
    {
        foreach (var block in Until(blocks, log))
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

    /// <summary>Rows, paragraphs, whatever blocks are made of: whoever gathers them can still give what it has.</summary>
    public static IEnumerable<T> Until<T>(IEnumerable<T> pieces, DiagnosticLog log)
        where T : class
    {
        using var rest = pieces.GetEnumerator();
        while (Next(rest, log) is { } piece)
        {
            yield return piece;
        }
    }

    /// <summary>Whether an exception says that the source is broken or over a limit, rather than that the machine failed.</summary>
    public static bool IsOfSource(Exception e) => e is XmlException or InvalidDataException or EndOfStreamException or FormatException;

    private static T? Next<T>(IEnumerator<T> pieces, DiagnosticLog log)
        where T : class
    {
        try
        {
            return pieces.MoveNext() ? pieces.Current : null;
        }
        catch (Exception e) when (IsOfSource(e))
        {
            log.Fatal(0, 0, e.Message);
            return null;
        }
    }
}
