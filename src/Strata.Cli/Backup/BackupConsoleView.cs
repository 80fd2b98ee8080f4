using Spectre.Console;
using Strata.Cli.Output;
using Strata.Cli.Verification;

namespace Strata.Cli.Backup;

/// <summary>Prints the contents of a backup and the result of a restore.</summary>
internal static class BackupConsoleView
{
    public static void Show(IAnsiConsole console, BackupReport report)
    {
        console.WriteLine($"{report.UserId} as of ledger position {Values.Count(report.Seq)}");
        Holds(console, report.Rows, report.Blobs, report.Bytes, report.StateHash);
    }

    public static void Show(IAnsiConsole console, RestoreReport report)
    {
        console.WriteLine($"{report.UserId} from the backup of {report.TakenFrom} of {Values.Show(report.TakenAt)}");
        Holds(console, report.Rows, report.Blobs, report.Bytes, report.StateHash);
        ReportConsoleView.Show(console, report.Verified);
    }

    private static void Holds(IAnsiConsole console, long rows, long blobs, long bytes, string stateHash)
    {
        console.WriteLine($"  {Values.Count(rows, "row", "rows")}, {Values.Count(blobs, "file", "files")} of {ByteSize.Show(bytes)}");
        console.WriteLine($"  state {stateHash}");
    }
}
