using System.CommandLine;
using Strata.Cli.Output;
using Strata.Cli.Verification;
using Strata.Runs.Archival;

namespace Strata.Cli.Runs;

/// <summary>How sources were read.</summary>
internal static class RunsVerb
{
    private static readonly Argument<string> Id = new("RUN") { Description = "A run's id: run_…" };
    private static readonly Option<string?> Source = new("--source") { HelpName = "SOURCE", Description = "Of one source" };

    private static readonly Option<int?> OlderThan = new("--older-than")
    {
        HelpName = "DAYS",
        Description = "Runs that ended, or were last restored, so many days ago (default: as the store is set, 180)",
    };
    private static readonly Option<bool> DryRun = new("--dry-run")
    {
        Description = "Only say what would be moved, and what that would save",
    };

    public static Command Create() =>
        new Command("runs", "See how sources were read")
        {
            new Command("list", "All runs, latest first") { Source }
                .Pages()
                .Runs(ListAsync),
            new Command("show", "One run with its whole configuration") { Id }.Runs(ShowAsync),
            new Command("watch", "Follow a run to its end; fails where it failed or was cancelled before anything was stored") { Id }.Runs(
                WatchAsync
            ),
            new Command("cancel", "End a run that is not finished; what it has stored stays") { Id }.Runs(CancelAsync),
            new Command(
                "archive",
                "Move old runs and their blocks to the archive now, which else happens weekly; every question still finds them"
            )
            {
                OlderThan,
                DryRun,
            }.Runs(ArchiveAsync),
            new Command("restore", "Put an archived run back as it was") { Id }.Runs(RestoreAsync),
        };

    private static async Task ListAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        await call.Out.ManyAsync(call.FollowAsync(page => strata.ListRunsAsync(call.Get(Source), page, ct)), RunConsoleView.Show);
    }

    private static async Task ShowAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        call.Out.One(await strata.GetRunAsync(call.Get(Id), ct), RunConsoleView.Show);
    }

    private static async Task<int> WatchAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        RunState? last = null;
        await foreach (var state in strata.WatchRunAsync(call.Get(Id), ct))
        {
            if (state.Version != last?.Version)
            {
                last = state;
                call.Out.One(state, RunConsoleView.Show);
                await call.Out.FlushAsync();
            }
        }
        return last?.Status is "completed" or "partial" ? ExitCode.Ok : ExitCode.Failed;
    }

    private static async Task ArchiveAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        var request = new ArchiveRequest { OlderThanDays = call.Get(OlderThan), DryRun = call.Get(DryRun) };
        call.Out.One(
            await ProgressLine.RunAsync(call.Environment, "archive", progress => strata.ArchiveRunsAsync(request, progress, ct)),
            ReportConsoleView.Show
        );
    }

    private static async Task RestoreAsync(CommandContext call, CancellationToken ct) =>
        call.Out.One(await (await call.StrataAsync(ct)).RestoreRunAsync(call.Get(Id), ct), RunConsoleView.Show);

    private static async Task CancelAsync(CommandContext call, CancellationToken ct) =>
        call.Out.One(await (await call.StrataAsync(ct)).CancelRunAsync(call.Get(Id), ct), RunConsoleView.Show);
}
