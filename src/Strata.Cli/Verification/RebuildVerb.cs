using System.CommandLine;
using Strata.Cli.Output;

namespace Strata.Cli.Verification;

/// <summary>Recomputes every entity from the ledger.</summary>
internal static class RebuildVerb
{
    public static Command Create() => new Command("rebuild", "Recompute every entity from the ledger").Runs(RunAsync);

    private static async Task RunAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        call.Out.One(
            await ProgressLine.RunAsync(call.Environment, "rebuild", progress => strata.Verification.RebuildAsync(progress, ct)),
            ReportConsoleView.Show
        );
    }
}
