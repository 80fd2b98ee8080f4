using Spectre.Console;
using Strata.Cli.Output;

namespace Strata.Cli.Entities;

/// <summary>Prints a decision's effect, how to undo it, and the current entity.</summary>
internal static class DecisionConsoleView
{
    public static void Show(IAnsiConsole console, DecisionResult result)
    {
        var undo = result.Kind switch
        {
            HistoryKind.RollBackPromotion => "promote the fragments again",
            HistoryKind.Unsplit => "split it again",
            _ => $"strata retract {result.Id}",
        };
        console.WriteLine($"{result.Kind.Name()} {result.Id}, seq {result.Seq} (undo: {undo})");
        foreach (var (field, observation, observedAt) in result.NotInForce ?? [])
        {
            console.WriteLine(
                $"not in force: {Terminal.Safe(field)} is held by {observation} (observed_at {Values.Show(observedAt)}); retract it, or correct with a later --observed-at (left out: now)"
            );
        }
        if (result.Entity is { } entity)
        {
            EntityConsoleView.Show(console, entity);
        }
    }
}
