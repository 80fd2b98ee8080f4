using Spectre.Console;
using Strata.Cli.Output;

namespace Strata.Cli.Accounts;

/// <summary>Prints usage and limits as a table.</summary>
internal static class UsageConsoleView
{
    public static void Show(IAnsiConsole console, UsageView usage)
    {
        var listing = new ConsoleTable(console, "quota", "#used", "#limit", "#remaining", "resets");
        Row("storage", usage.Storage, ByteSize.Show);
        Row("interpretations", usage.Interpretations, Values.Count);
        console.WriteLine($"Plan {usage.Plan}, {usage.Month}");
        listing.Write("");
        foreach (var warning in usage.Warnings ?? [])
        {
            console.WriteLine($"! {Warning(warning)}");
        }
        void Row(string name, QuotaView quota, Func<long, string> show) =>
            listing.Row(
                name,
                show(quota.Used) + (quota.Reserved > 0 ? $" and {show(quota.Reserved)} coming in" : ""),
                quota.Limit is { } limit ? show(limit) : "none",
                quota.Remaining is { } left ? show(left) : "",
                quota.ResetsAt is { } at ? Values.Show(at) : "never"
            );
    }

    public static string Warning(QuotaWarning warning) =>
        $"{warning.Used * 100 / Math.Max(1, warning.Limit)} % of {(warning.Quota == "storage" ? "the storage" : "this month's interpretations")} is used{(warning.Since is { } since ? $" since {Values.Show(since)}" : "")}; see strata usage.";
}
