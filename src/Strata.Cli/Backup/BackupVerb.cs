using System.CommandLine;
using Strata.Cli.Output;
using Progress = Strata.Foundation.Progress;

namespace Strata.Cli.Backup;

/// <summary>Writes all of a user's data to one file.</summary>
internal static class BackupVerb
{
    private static readonly Argument<string> To = new("FILE")
    {
        Description = "File to write, e.g. alice.strata.zip; - for standard output",
    };

    public static Command Create() =>
        new Command("backup", "Write all of a user's data to one file, which restore reads on either engine; with --server, your own data")
        {
            To,
        }.Runs(RunAsync);

    private static async Task RunAsync(CommandContext call, CancellationToken ct)
    {
        var to = call.Get(To);
        if (call.Location.Server is not null)
        {
            var server = await call.StrataAsync(ct);
            var bytes = await WriteAsync(call, to, (stream, progress) => server.Backup.WriteAsync(stream, progress, ct));
            if (to == "-")
            {
                call.Out.Note(Received(bytes));
                return;
            }
            call.Out.One(new ReceivedBackup(bytes), (console, backup) => console.WriteLine(Received(backup.Bytes)));
            return;
        }
        var user = call.Location.User;
        var store = await call.LocalAsync(ct);
        var report = await WriteAsync(call, to, (stream, progress) => store.BackupAsync(user, stream, progress, ct));
        if (to == "-")
        {
            call.Out.Note($"{report.UserId} at {report.Seq}: {Values.Count(report.Rows, "row", "rows")}, state {report.StateHash}");
            return;
        }
        call.Out.One(report, BackupConsoleView.Show);
    }

    private static string Received(long bytes) => $"{ByteSize.Show(bytes)} of backup.";

    /// <summary>Writes to a .part file and renames it once it is complete.</summary>
    private static async Task<T> WriteAsync<T>(CommandContext call, string to, Func<Stream, IProgress<Progress>?, Task<T>> write)
    {
        if (to == "-")
        {
            await using var output = call.Environment.OpenOutput();
            return await write(output, null);
        }
        T? written = default;
        await WholeFile.WriteAsync(
            to,
            async file => written = await ProgressLine.RunAsync(call.Environment, "backup", progress => write(file, progress))
        );
        return written ?? throw new InvalidOperationException("A backup without a report.");
    }
}
