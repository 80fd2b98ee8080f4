using System.CommandLine;
using Strata.Cli.Output;

namespace Strata.Cli.Verbs;

/// <summary>Shows a deleted entity again, with what was stored for it meanwhile.</summary>
internal static class RestoreVerb
{
    private static readonly Argument<string> Id = Arguments.Entity();

    public static Command Create() =>
        new Command("restore", "Show a deleted entity again") { Id, Arguments.Reason, Arguments.IdempotencyKey }.Runs(RunAsync);

    private static async Task RunAsync(Call call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        call.Out.One(await strata.RestoreAsync(await call.DeletedAsync(strata, Id, ct), call.Decision(), ct), DecisionCard.Show);
    }
}
