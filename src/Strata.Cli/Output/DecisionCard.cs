using Spectre.Console;

namespace Strata.Cli.Output;

/// <summary>What a decision did, how to undo it, and the entity as it is now.</summary>
internal static class DecisionCard
{
    public static void Show(IAnsiConsole console, DecisionResult result)
    {
        console.WriteLine($"{result.Kind} {result.Id}, seq {result.Seq} (undo: strata retract {result.Id})");
        if (result.Entity is { } entity)
        {
            EntityCard.Show(console, entity);
        }
    }
}
