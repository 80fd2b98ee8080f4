using System.CommandLine;

namespace Strata.Cli.Accounts;

/// <summary>Shows limits and usage.</summary>
internal static class UsageVerb
{
    public static Command Create()
    {
        var usage = new Command("usage", "Show your plan's limits and your usage")
        {
            new Command("recount", "Recount usage from sources and runs, and correct the counters").Runs(RecountAsync),
        };
        return usage.Runs(ShowAsync);
    }

    private static async Task ShowAsync(CommandContext call, CancellationToken ct) =>
        call.Out.One(await (await call.StrataAsync(ct)).Usage.GetAsync(ct), UsageConsoleView.Show);

    private static async Task RecountAsync(CommandContext call, CancellationToken ct) =>
        call.Out.One(
            await (await call.StrataAsync(ct)).Usage.RecountAsync(ct),
            (console, recount) =>
            {
                UsageConsoleView.Show(console, recount.Usage);
                console.WriteLine(
                    recount is { StorageCorrection: 0, InterpretationsCorrection: 0 }
                        ? "The usage was correct."
                        : $"The usage was off by {recount.StorageCorrection:+0;-0;0} bytes and {recount.InterpretationsCorrection:+0;-0;0} interpretations."
                );
            }
        );
}
