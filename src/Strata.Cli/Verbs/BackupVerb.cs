using System.CommandLine;
using Strata.Cli.Output;

namespace Strata.Cli.Verbs;

/// <summary>Writes all that a user has into one file.</summary>
internal static class BackupVerb
{
    private static readonly Argument<string> To = new("FILE") { Description = "Where it goes, such as alice.strata.zip; - for standard output" };

    public static Command Create() =>
        new Command("backup", "Write all that a user has into one file, which restore takes in, on either engine") { To }.Runs(RunAsync);

    private static async Task RunAsync(Call call, CancellationToken ct)
    {
        var (to, user) = (call.Get(To), call.Location.User);
        var store = await call.LocalAsync(ct);
        if (to == "-")
        {
            await using var output = Console.OpenStandardOutput();
            var piped = await store.BackupAsync(user, output, progress: null, ct);
            call.Out.Note($"{piped.UserId} at {piped.Seq}: {Values.Count(piped.Rows, "row", "rows")}, state {piped.StateHash}");
            return;
        }

        // Under its name only when it is whole.
        var part = to + ".part";
        try
        {
            BackupReport report;
            await using (var file = new FileStream(part, Private()))
            {
                report = await ProgressLine.RunAsync("backup", progress => store.BackupAsync(user, file, progress, ct));
                file.Flush(flushToDisk: true);
            }
            File.Move(part, to, overwrite: true);
            call.Out.One(report, BackupCard.Show);
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }

    private static FileStreamOptions Private()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        return options;
    }
}
