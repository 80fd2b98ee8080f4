using Spectre.Console;
using Strata.Cli.Output;

namespace Strata.Cli.Verification;

/// <summary>Prints the results of verify and rebuild.</summary>
internal static class ReportConsoleView
{
    public static void Show(IAnsiConsole console, VerifyReport report)
    {
        console.WriteLine(report.Ok ? "Everything matches the records." : $"{Values.Count(report.FaultCount, "fault", "faults")}:");
        foreach (var fault in report.Faults)
        {
            console.WriteLine($"  {Terminal.Safe(fault.Path)}: {Terminal.Safe(fault.Reason)}");
        }
        foreach (var suspicion in report.Suspicions ?? [])
        {
            console.WriteLine($"  ? {Terminal.Safe(suspicion.Path)}: {Terminal.Safe(suspicion.Reason)}");
        }
        console.WriteLine($"  {Values.Count(report.Blobs, "blob", "blobs")} rehashed, {ByteSize.Show(report.Bytes)}");
        console.WriteLine(
            $"  {Values.Count(report.Quotes, "quote", "quotes")} reread; {Values.Count(report.Derived, "value", "values")} read from them again, "
                + $"{Values.Number(report.Unread)} unread"
        );
        console.WriteLine(
            $"  {Values.Count(report.Chain.Rows, "row", "rows")} in the hash chain"
                + (report.Chain.Unchained == 0 ? "" : $", {Values.Number(report.Chain.Unchained)} still to be added by 'strata worker'")
                + $"; head {(report.Chain.Head.Length == 0 ? "–" : report.Chain.Head)}"
        );
        console.WriteLine(
            $"  {Values.Count(report.Entities, "entity", "entities")} recomputed from {Values.Count(report.Observations, "observation", "observations")}"
        );
        if (report.Archived > 0)
        {
            console.WriteLine($"  {Values.Count(report.Archived, "row", "rows")} of the archive unpacked");
        }
        console.WriteLine($"  state {report.StateHash}");
    }

    public static void Show(IAnsiConsole console, ArchiveReport report) =>
        console.WriteLine(
            $"{Values.Count(report.Runs, "run", "runs")} older than {Values.Count(report.OlderThanDays, "day", "days")},"
                + $" {Values.Count(report.Pages, "page", "pages")} of blocks:"
                + $" {ByteSize.Show(report.BytesBefore)} {(report.DryRun ? "would be" : "are")} {ByteSize.Show(report.BytesAfter)} in the archive."
        );

    public static void Show(IAnsiConsole console, BlobsReport report)
    {
        console.WriteLine(report.Ok ? "All blobs are intact." : $"{Values.Count(report.Faults.Count, "fault", "faults")}:");
        foreach (var fault in report.Faults)
        {
            console.WriteLine($"  {Terminal.Safe(fault.Path)}: {Terminal.Safe(fault.Reason)}");
        }
        console.WriteLine($"  {Values.Count(report.Blobs, "blob", "blobs")} rehashed, {ByteSize.Show(report.Bytes)}");
        console.WriteLine(
            $"  {Values.Count(report.Waiting, "blob waits", "blobs wait")} in the database for upload, {ByteSize.Show(report.WaitingBytes)}"
        );
    }

    public static void Show(IAnsiConsole console, UploadsRetried retried) =>
        console.WriteLine($"{Values.Count(retried.Count, "upload is", "uploads are")} enqueued for strata serve or strata worker.");

    public static void Show(IAnsiConsole console, SweepReport report)
    {
        console.WriteLine(
            $"{Values.Count(report.Blobs, "blob", "blobs")} ({ByteSize.Show(report.Bytes)}) without references {(report.Deleted ? "removed" : "would be removed by --delete")}."
        );
        foreach (var digest in report.Digests)
        {
            console.WriteLine($"  {digest}");
        }
        console.WriteLine(
            $"  {Values.Count(report.Unfinished, "unfinished write", "unfinished writes")}, {Values.Count(report.Seen)} blobs examined"
        );
    }

    public static void Show(IAnsiConsole console, RebuildReport report)
    {
        var seconds = report.Seconds.ToString("0.00", CultureInfo.InvariantCulture);
        console.WriteLine(
            $"{Values.Count(report.Entities, "entity", "entities")} recomputed from {Values.Count(report.Observations, "observation", "observations")}"
                + $" in {seconds} s; {Values.Count(report.Changed)} changed."
        );
        console.WriteLine($"  state {report.StateHash}");
    }
}
