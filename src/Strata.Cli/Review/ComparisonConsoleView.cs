using Spectre.Console;
using Strata.Cli.Output;

namespace Strata.Cli.Review;

/// <summary>Prints what two runs or batches found differently.</summary>
internal static class ComparisonConsoleView
{
    public static void Show(IAnsiConsole console, RunComparison comparison)
    {
        var listing = new ConsoleTable(console, "change", "field", "finding", "value", "other", "other value");
        foreach (var d in comparison.Differences)
        {
            listing.Row(d.Change.Name(), d.Field, d.FindingId, Values.Show(d.Value, 40), d.OtherId, Values.Show(d.OtherValue, 40));
        }
        listing.Write("No difference.");
        console.WriteLine(
            $"{comparison.Same} same, {comparison.Gained} gained, {comparison.Lost} lost, {comparison.Changed} changed, {comparison.Moved} moved"
        );
        Show(console, "first", comparison.Counts, comparison.Cost);
        Show(console, "other", comparison.OtherCounts, comparison.OtherCost);
    }

    private static void Show(IAnsiConsole console, string which, ReviewCounts counts, RunCost cost)
    {
        var accepted = counts.Acceptance is { } share
            ? $", {(share * 100).ToString("0", CultureInfo.InvariantCulture)} % of the decided accepted"
            : "";
        console.WriteLine(
            $"{which}: {counts.Staged} staged, {counts.Confirmed} confirmed, {counts.Corrected} corrected, {counts.Rejected} rejected{accepted}; "
                + $"{cost.Seconds.ToString("0.0", CultureInfo.InvariantCulture)} s, {Values.Count(cost.Requests, "request", "requests")}"
        );
    }
}
