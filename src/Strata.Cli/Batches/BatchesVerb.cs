using System.CommandLine;
using Spectre.Console;
using Strata.Cli.Output;
using Strata.Cli.Review;
using Strata.Cli.Sources;

namespace Strata.Cli.Batches;

/// <summary>Reads many sources together.</summary>
internal static class BatchesVerb
{
    private static readonly Argument<string> Id = new("BATCH") { Description = "Batch id: bat_…" };
    private static readonly Argument<string> Other = new("OTHER") { Description = "Batch to compare it with: bat_…" };
    private static readonly Argument<string[]> Sources = new("SOURCE")
    {
        Description = "Source ids (src_…); none with --project: all of that",
        Arity = ArgumentArity.ZeroOrMore,
    };
    private static readonly Option<bool> Estimate = new("--estimate") { Description = "Only count what would be read" };
    private static readonly Option<bool> Pending = new("--pending") { Description = "Only sources that no interpreter has read" };

    public static Command Create() =>
        new Command("batches", "Read many sources together, and follow how far that is")
        {
            new Command("start", "Begin a run for each source; workers carry them out")
            {
                Sources,
                SharedOptions.Project,
                SharedOptions.Type,
                PromptOption.File,
                Pending,
                Estimate,
                SharedOptions.IdempotencyKey,
            }
                .WithNotation()
                .Runs(StartAsync),
            new Command("list", "List batches, newest first") { }
                .Pages()
                .Runs(ListAsync),
            new Command("show", "Show how far a batch is") { Id }.Runs(ShowAsync),
            new Command("compare", "Show what the staged runs of another batch found more, not, differently or elsewhere")
            {
                Id,
                Other,
            }.Runs(CompareAsync),
            Changes("pause", "Begin no more runs", BatchAction.Pause),
            Changes("resume", "Begin the rest", BatchAction.Resume),
            Changes("cancel", "Begin no more runs and cancel those that have not ended", BatchAction.Cancel),
            Changes("retry", "Begin runs again that failed, were cancelled or refused", BatchAction.Retry),
        };

    private static Command Changes(string name, string description, BatchAction action) =>
        new Command(name, description) { Id, SharedOptions.Reason }.Runs((call, ct) => ChangeAsync(call, action, ct));

    private static async Task StartAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        var request = new StartBatch
        {
            Project = call.Get(SharedOptions.Project),
            SourceIds = call.Get(Sources),
            Pending = call.Get(Pending),
            Estimate = call.Get(Estimate),
            EntityType = call.Get(SharedOptions.Type),
            DayFirst = call.DayFirst(),
            Header = call.Header(),
            Ocr = call.Ocr(),
            OcrLanguage = call.OcrLanguage(),
            Interpreter = call.Interpreter(),
            Stage = call.Stage(),
            Prompt = await call.PromptAsync(ct),
            IdempotencyKey = call.Get(SharedOptions.IdempotencyKey),
        };
        call.Out.One(await strata.Batches.StartAsync(request, ct), Show);
    }

    private static async Task ListAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        await call.Out.ManyAsync(
            call.FollowAsync(page => strata.Batches.ListAsync(new ListBatches { Limit = page.Limit, Cursor = page.Cursor }, ct)),
            (console, batches) =>
            {
                var listing = new ConsoleTable(console, "id", "state", "#sources", "#begun", "runs", "#staged", "started");
                foreach (var b in batches)
                {
                    listing.Row(
                        b.BatchId,
                        b.State.Name(),
                        Values.Count(b.Total),
                        Values.Count(b.Begun),
                        Runs(b),
                        Values.Count(b.Staged),
                        b.StartedAt is { } at ? Values.Show(at) : ""
                    );
                }
                listing.Write("No batches. Start one with strata batches start --project PROJECT.");
            }
        );
    }

    private static async Task ShowAsync(CommandContext call, CancellationToken ct) =>
        call.Out.One(await (await call.StrataAsync(ct)).Batches.GetAsync(call.Get(Id), ct), Show);

    private static async Task CompareAsync(CommandContext call, CancellationToken ct)
    {
        var request = new CompareBatches { BatchId = call.Get(Id), OtherId = call.Get(Other) };
        call.Out.One(await (await call.StrataAsync(ct)).Review.CompareBatchesAsync(request, ct), ComparisonConsoleView.Show);
    }

    private static async Task ChangeAsync(CommandContext call, BatchAction action, CancellationToken ct)
    {
        var request = new ChangeBatch
        {
            BatchId = call.Get(Id),
            Action = action,
            Reason = call.Get(SharedOptions.Reason),
        };
        call.Out.One(await (await call.StrataAsync(ct)).Batches.ChangeAsync(request, ct), Show);
    }

    private static void Show(IAnsiConsole console, BatchView batch)
    {
        console.WriteLine(
            batch.BatchId is { } id
                ? $"{id}  {batch.State.Name()}: {Values.Count(batch.Begun)} of {Values.Count(batch.Total, "source", "sources")} begun ({ByteSize.Show(batch.Bytes)})"
                : $"It would read {Values.Count(batch.Total, "source", "sources")} ({ByteSize.Show(batch.Bytes)})"
        );
        if (batch.Runs.Count > 0)
        {
            console.WriteLine($"  runs: {Runs(batch)}");
            console.WriteLine(
                $"  {Values.Count(batch.Blocks, "block", "blocks")}, {Values.Count(batch.Observations, "observation", "observations")}, {Values.Count(batch.Staged)} staged"
            );
        }
        foreach (var (reason, count) in batch.Refusals)
        {
            console.WriteLine($"  {Values.Count(count)} refused: {Terminal.Safe(reason)}");
        }
    }

    private static string Runs(BatchView batch) => string.Join(", ", batch.Runs.Select(r => $"{r.Value} {r.Key}"));
}
