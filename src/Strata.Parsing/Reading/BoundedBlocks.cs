using System.Xml;

namespace Strata.Parsing.Reading;

/// <summary>Enumerates until the source breaks or exceeds a limit; keeps what came before and turns the reason into a diagnostic.</summary>
internal static class BoundedBlocks
{
    /// <summary>Returns a document's blocks, up to the budget's limit.</summary>
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

    /// <summary>Returns rows, paragraphs or other parts of blocks, so that the caller can still use those read before an error.</summary>
    public static IEnumerable<T> Until<T>(IEnumerable<T> pieces, DiagnosticLog log)
        where T : class
    {
        using var rest = pieces.GetEnumerator();
        while (Next(rest, log) is { } piece)
        {
            yield return piece;
        }
    }

    /// <summary>
    /// Returns true if the exception means that the source is broken or over a limit, rather than that the machine failed.
    /// </summary>
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
            log.Fatal(0, 0, SourceFault.Of(e));
            return null;
        }
    }
}
