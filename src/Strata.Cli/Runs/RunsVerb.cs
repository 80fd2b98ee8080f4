using System.CommandLine;
using Strata.Cli.Output;
using Strata.Cli.Review;
using Strata.Cli.Verification;

namespace Strata.Cli.Runs;

/// <summary>Lists, follows, cancels and archives runs.</summary>
internal static class RunsVerb
{
    private static readonly Argument<string> Id = new("RUN") { Description = "Run id: run_…" };
    private static readonly Argument<string> Other = new("OTHER") { Description = "Run to compare it with: run_…" };
    private static readonly Option<string?> Source = new("--source") { HelpName = "SOURCE", Description = "Only this source" };

    private static readonly Option<bool> Deleted = new("--include-deleted") { Description = "Include deleted runs" };

    private static readonly Option<string?> Text = new("--text") { HelpName = "TEXT", Description = "Part of the source's name or path" };
    private static readonly Option<string?> OfState = new("--state")
    {
        HelpName = "STATE",
        Description = "queued, running, completed, partial, failed or cancelled",
    };
    private static readonly Option<string?> Interpreter = new("--interpreter")
    {
        HelpName = "NAME",
        Description = "Only of this interpreter, such as rules",
    };
    private static readonly Option<string?> Sort = SharedOptions.Sort("recorded");

    private static readonly Option<int?> OlderThan = new("--older-than")
    {
        HelpName = "DAYS",
        Description = "Archive runs that ended or were last restored this many days ago (default: the store's setting, 180)",
    };
    private static readonly Option<bool> DryRun = new("--dry-run")
    {
        Description = "Only report what would be moved and how much space that saves",
    };

    public static Command Create() =>
        new Command("runs", "List, follow, cancel and archive runs")
        {
            new Command("list", "List runs, newest first") { Source, SharedOptions.Project, Text, OfState, Interpreter, Sort, Deleted }
                .Pages()
                .Runs(ListAsync),
            new Command("show", "Show a run and its configuration") { Id }.Runs(ShowAsync),
            new Command("watch", "Follow a run until it ends; fails if the run failed, or was cancelled before it stored anything")
            {
                Id,
            }.Runs(WatchAsync),
            new Command("compare", "Show what another staged run found more, not, differently or elsewhere") { Id, Other }.Runs(
                CompareAsync
            ),
            new Command("cancel", "Cancel an unfinished run; what it has stored stays") { Id }.Runs(CancelAsync),
            new Command("delete", "Withdraw all that a run found; its source stays, and the decision can be undone")
            {
                Id,
                Yes.Option,
                SharedOptions.Reason,
                SharedOptions.IdempotencyKey,
            }.Runs(DeleteAsync),
            new Command("archive", "Archive old runs and their blocks now instead of at the weekly job; queries still find them")
            {
                OlderThan,
                DryRun,
            }.Runs(ArchiveAsync),
            new Command("restore", "Restore an archived run") { Id }.Runs(RestoreAsync),
        };

    private static async Task ListAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        var query = new ListRuns
        {
            SourceId = call.Get(Source),
            Project = call.Get(SharedOptions.Project),
            Text = call.Get(Text),
            State = SharedOptions.Choice<RunStatus>(call.Get(OfState)),
            Interpreter = call.Get(Interpreter),
            Sort = call.Get(Sort),
            IncludeDeleted = call.Get(Deleted),
        };
        await call.Out.ManyAsync(
            call.FollowAsync(page => strata.Runs.ListAsync(query with { Limit = page.Limit, Cursor = page.Cursor }, ct)),
            RunConsoleView.Show
        );
    }

    private static async Task ShowAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        call.Out.One(await strata.Runs.GetAsync(call.Get(Id), ct), RunConsoleView.Show);
    }

    private static async Task<int> WatchAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        RunState? last = null;
        await foreach (var state in strata.Runs.WatchAsync(call.Get(Id), ct))
        {
            if (state.Version != last?.Version)
            {
                last = state;
                call.Out.One(state, RunConsoleView.Show);
                await call.Out.FlushAsync();
            }
        }
        return last?.Status is RunStatus.Completed or RunStatus.Partial ? ExitCode.Ok : ExitCode.Failed;
    }

    private static async Task CompareAsync(CommandContext call, CancellationToken ct)
    {
        var request = new CompareRuns { RunId = call.Get(Id), OtherId = call.Get(Other) };
        call.Out.One(await (await call.StrataAsync(ct)).Review.CompareAsync(request, ct), ComparisonConsoleView.Show);
    }

    private static async Task DeleteAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        var run = await strata.Runs.GetAsync(call.Get(Id), ct);
        call.Confirm(
            $"This withdraws {Values.Count(run.ObservationCount, "observation", "observations")} on {Values.Count(run.EntityCount, "entity", "entities")}"
                + $"{(run.StagedCount is { } staged ? $" and the findings of {Values.Count(staged, "record", "records")}" : "")}; {run.SourceId} stays."
        );
        var deleted = await strata.RunDeletions.DeleteAsync(
            new DeleteRun
            {
                RunId = run.RunId,
                Reason = call.Get(SharedOptions.Reason),
                IdempotencyKey = call.Get(SharedOptions.IdempotencyKey),
            },
            ct
        );
        call.Out.One(
            deleted,
            (console, d) =>
                console.WriteLine(
                    d.State == ApplyState.Applied
                        ? $"{d.RunId} is deleted, {Values.Count(d.Changed, "observation", "observations")} withdrawn (undo with strata retract {d.DecisionId})"
                        : $"{d.RunId} is deleted; a worker withdraws its {Values.Count(d.Total)} observations (strata worker; undo then with strata retract {d.DecisionId})"
                )
        );
    }

    private static async Task ArchiveAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        var request = new ArchiveRequest { OlderThanDays = call.Get(OlderThan), DryRun = call.Get(DryRun) };
        call.Out.One(
            await ProgressLine.RunAsync(call.Environment, "archive", progress => strata.Archival.ArchiveAsync(request, progress, ct)),
            ReportConsoleView.Show
        );
    }

    private static async Task RestoreAsync(CommandContext call, CancellationToken ct) =>
        call.Out.One(await (await call.StrataAsync(ct)).Archival.RestoreAsync(call.Get(Id), ct), RunConsoleView.Show);

    private static async Task CancelAsync(CommandContext call, CancellationToken ct) =>
        call.Out.One(await (await call.StrataAsync(ct)).Runs.CancelAsync(call.Get(Id), ct), RunConsoleView.Show);
}
