using System.CommandLine;

namespace Strata.Cli.Entities;

/// <summary>Hides an entity and keeps its data.</summary>
internal static class DeleteVerb
{
    private static readonly Argument<string> Id = SharedOptions.Entity();

    public static Command Create() =>
        new Command("delete", "Hide an entity; its data is kept")
        {
            Id,
            SharedOptions.Reason,
            SharedOptions.IdempotencyKey,
            SharedOptions.IfMatch,
        }.Runs(RunAsync);

    private static async Task RunAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        call.Out.One(await strata.Decisions.DeleteAsync(call.Get(Id), call.Decision(), ct), DecisionConsoleView.Show);
    }
}
