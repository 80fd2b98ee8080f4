using System.CommandLine;

namespace Strata.Cli.Entities;

/// <summary>Undoes a merge.</summary>
internal static class UnmergeVerb
{
    private static readonly Argument<string> Id = SharedOptions.Entity("FROM");

    public static Command Create() =>
        new Command("unmerge", "Undo the merge of FROM; both entities are restored")
        {
            Id,
            SharedOptions.Reason,
            SharedOptions.IdempotencyKey,
            SharedOptions.IfMatch,
        }.Runs(RunAsync);

    private static async Task RunAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        call.Out.One(
            await strata.Decisions.UnmergeAsync(await call.MergedAsync(strata, Id, ct), call.Decision(), ct),
            DecisionConsoleView.Show
        );
    }
}
