namespace Strata.Parsing.Reading;

/// <summary>Ends what goes beyond the budget, and says so.</summary>
internal static class Limits
{
    /// <summary>The blocks up to the limit; a fatal diagnostic where there are more.</summary>
    /// <param name="what">The subject of the diagnostic: <c>the HTML</c>.</param>
    public static IEnumerable<Block> Blocks(IEnumerable<Block> blocks, ParseBudget budget, DiagnosticLog log, string what)
    {
        foreach (var block in blocks)
        {
            if (block.Index >= budget.MaxBlocks)
            {
                log.Fatal(block.Line, 0, $"{what} has more than {budget.MaxBlocks} blocks (MaxBlocks)");
                yield break;
            }

            yield return block;
        }

        log.Close(0, 0);
    }
}
