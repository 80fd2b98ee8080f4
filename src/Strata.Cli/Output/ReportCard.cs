using System.Globalization;
using Spectre.Console;

namespace Strata.Cli.Output;

/// <summary>What verify and rebuild found.</summary>
internal static class ReportCard
{
    public static void Show(IAnsiConsole console, VerifyReport report)
    {
        console.WriteLine(report.Ok ? "Everything is as recorded." : $"{Values.Count(report.Faults.Count, "fault", "faults")}:");
        foreach (var fault in report.Faults)
        {
            console.WriteLine($"  {Terminal.Safe(fault.Path)}: {Terminal.Safe(fault.Reason)}");
        }
        console.WriteLine($"  {Values.Count(report.Blobs, "blob", "blobs")} hashed again, {Values.Size(report.Bytes)}");
        console.WriteLine($"  {Values.Count(report.Quotes, "quote", "quotes")} read again");
        console.WriteLine(
            $"  {Values.Count(report.Entities, "entity", "entities")} computed again from {Values.Count(report.Observations, "observation", "observations")}"
        );
        console.WriteLine($"  state {report.StateHash}");
    }

    public static void Show(IAnsiConsole console, RebuildReport report)
    {
        var seconds = report.Seconds.ToString("0.00", CultureInfo.InvariantCulture);
        console.WriteLine(
            $"{Values.Count(report.Entities, "entity", "entities")} computed again from {Values.Count(report.Observations, "observation", "observations")}"
                + $" in {seconds} s; {Values.Count(report.Changed)} changed."
        );
        console.WriteLine($"  state {report.StateHash}");
    }
}
