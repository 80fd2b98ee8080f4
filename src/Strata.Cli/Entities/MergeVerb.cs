using System.CommandLine;

namespace Strata.Cli.Entities;

/// <summary>Merges an entity into another.</summary>
internal static class MergeVerb
{
    private static readonly Argument<string> From = SharedOptions.Entity("FROM");
    private static readonly Argument<string> To = SharedOptions.Entity("TO");

    public static Command Create() =>
        new Command("merge", "Merge FROM into TO: FROM's observations show under TO; undo with unmerge")
        {
            From,
            To,
            SharedOptions.Reason,
            SharedOptions.IdempotencyKey,
            SharedOptions.IfMatch,
        }.Runs(RunAsync);

    private static async Task RunAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        var (from, to) = (call.Get(From), call.Get(To));
        call.Out.One(await strata.Decisions.MergeAsync(from, to, call.Decision(), ct), DecisionConsoleView.Show);
    }
}
