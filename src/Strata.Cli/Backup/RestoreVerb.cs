using System.CommandLine;
using Strata.Cli.Entities;
using Strata.Cli.Output;

namespace Strata.Cli.Backup;

/// <summary>Restores a deleted entity, with what was stored for it meanwhile; or restores a backup.</summary>
internal static class RestoreVerb
{
    private static readonly Argument<string> What = new("WHAT")
    {
        Description = "Deleted entity, or a backup: a file, or - for standard input",
    };
    private static readonly Option<string?> As = new("--as")
    {
        HelpName = "USER",
        Description = "User to restore the backup for (default: its original user)",
    };

    public static Command Create() =>
        new Command("restore", "Restore a deleted entity; or restore a backup for a user without data, and verify it")
        {
            What,
            As,
            SharedOptions.Reason,
            SharedOptions.IdempotencyKey,
            SharedOptions.IfMatch,
        }
            .CreatesStore()
            .Runs(RunAsync);

    private static async Task<int> RunAsync(CommandContext call, CancellationToken ct)
    {
        var what = call.Get(What);
        if (what == "-" || call.Get(As) is not null || File.Exists(what))
        {
            return await BackupAsync(call, what, ct);
        }
        var strata = await call.StrataAsync(ct);
        call.Out.One(
            await strata.Decisions.RestoreAsync(await call.DeletedAsync(strata, What, ct), call.Decision(), ct),
            DecisionConsoleView.Show
        );
        return ExitCode.Ok;
    }

    private static async Task<int> BackupAsync(CommandContext call, string from, CancellationToken ct)
    {
        if (from != "-" && !File.Exists(from))
        {
            throw new UsageException($"File '{from}' does not exist.");
        }
        UserId? user = call.Get(As) is { } name
            ? UserId.IsValid(name)
                ? new UserId(name)
                : throw new UsageException($"'{name}' is not a user name.")
            : null;
        var store = await call.LocalAsync(ct);
        await using var backup =
            from == "-" ? call.Environment.OpenInput() : new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.Read);
        var report = await ProgressLine.RunAsync(call.Environment, "restore", progress => store.RestoreAsync(user, backup, progress, ct));
        call.Out.One(report, BackupConsoleView.Show);
        return report.Verified.Ok ? ExitCode.Ok : ExitCode.Failed;
    }
}
