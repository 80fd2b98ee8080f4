using System.CommandLine;

namespace Strata.Cli.Entities;

/// <summary>Retracts an observation or decision; the retraction is recorded and can be undone.</summary>
internal static class RetractVerb
{
    private static readonly Argument<string> Id = new("ID") { Description = "Observation id (obs_…) or decision id (dec_…)" };

    public static Command Create() =>
        new Command("retract", "Withdraw an observation or correction (obs_…), or undo a decision (dec_…)")
        {
            Id,
            SharedOptions.Reason,
            SharedOptions.IdempotencyKey,
            SharedOptions.IfMatch,
        }.Runs(RunAsync);

    private static async Task RunAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        call.Out.One(await strata.Decisions.RetractAsync(call.Get(Id), call.Decision(), ct), DecisionConsoleView.Show);
    }
}
