using System.CommandLine;
using Spectre.Console;
using Strata.Cli.Entities;
using Strata.Cli.Output;

namespace Strata.Cli.Duplicates;

/// <summary>Finds, lists and decides possible duplicates.</summary>
internal static class DuplicatesVerb
{
    private static readonly Argument<string> One = SharedOptions.Entity();
    private static readonly Argument<string> Other = SharedOptions.Entity("OTHER");
    private static readonly Option<string?> Only = new("--entity")
    {
        HelpName = "ENTITY",
        Description = "Only pairs that include this entity",
    };
    private static readonly Option<bool> Full = new("--full") { Description = "Refit the model and compare everything" };
    private static readonly Option<double> Min = new("--min-probability")
    {
        HelpName = "P",
        Description = "Minimum probability",
        DefaultValueFactory = _ => 0.5,
    };
    private static readonly Option<string> State = new("--state")
    {
        HelpName = "STATE",
        Description = "open, merged, dismissed or all",
        DefaultValueFactory = _ => "open",
    };

    public static Command Create() =>
        new Command("duplicates", "Find possible duplicates, and merge or dismiss them")
        {
            new Command("find", "Search for possible duplicates; merges nothing")
            {
                SharedOptions.Type,
                Only,
                Full,
                Min,
                SharedOptions.AsJob,
            }.Runs(FindAsync),
            new Command("list", "List possible duplicates, most probable first") { SharedOptions.Type, Only, State, Min }
                .Pages()
                .Runs(ListAsync),
            new Command("explain", "Show how each field contributes to a pair's probability") { One, Other }.Runs(ExplainAsync),
            new Command("merge", "Merge ENTITY into OTHER") { One, Other, SharedOptions.Reason, SharedOptions.IdempotencyKey }.Runs(
                MergeAsync
            ),
            new Command("dismiss", "Mark a pair as different; undo with retract")
            {
                One,
                Other,
                SharedOptions.Reason,
                SharedOptions.IdempotencyKey,
            }.Runs(DismissAsync),
            DuplicatesEvaluateVerb.Create(),
        };

    private static async Task FindAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        var request = new FindDuplicatesRequest
        {
            EntityType = call.Get(SharedOptions.Type),
            EntityId = call.Get(Only),
            Full = call.Get(Full),
            MinProbability = call.Get(Min),
        };
        if (call.Get(SharedOptions.AsJob))
        {
            await call.StartAsync("duplicates", JsonSerializer.SerializeToElement(request, StrataJson.Options), ct);
            return;
        }
        var report = await ProgressLine.RunAsync(
            call.Environment,
            "duplicates",
            progress => strata.Duplicates.FindAsync(request, progress, ct)
        );
        call.Out.One(
            report,
            (console, found) =>
            {
                var listing = new ConsoleTable(console, "type", "mode", "#entities", "#pairs compared", "#candidates", "#new", "#model");
                foreach (var type in found.Types)
                {
                    listing.Row(
                        type.EntityType,
                        type.Mode.Name(),
                        Count(type.Entities),
                        Count(type.PairsCompared),
                        Count(type.Candidates),
                        Count(type.New),
                        Count(type.ModelVersion)
                    );
                }
                listing.Write("No entities.");
            }
        );
    }

    private static async Task ListAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        await call.Out.ManyAsync(
            call.FollowAsync(page =>
                strata.Duplicates.ListAsync(
                    new DuplicateQuery
                    {
                        EntityType = call.Get(SharedOptions.Type),
                        EntityId = call.Get(Only),
                        State = SharedOptions.Choice<DuplicateFilter>(call.Get(State)) ?? DuplicateFilter.Open,
                        MinProbability = call.Get(Min),
                        Limit = page.Limit,
                        Cursor = page.Cursor,
                    },
                    ct
                )
            ),
            Show
        );
    }

    private static async Task ExplainAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        var pair = await strata.Duplicates.ExplainAsync(call.Get(One), call.Get(Other), ct);
        call.Out.One(
            pair,
            (console, found) =>
            {
                Show(console, [found]);
                var listing = new ConsoleTable(console, "field", "compares as", "#bits");
                foreach (var field in found.Evidence)
                {
                    listing.Row(field.Field, field.Level, field.Weight.ToString("+0.0;-0.0;0", CultureInfo.InvariantCulture));
                }
                listing.Write("Both match an identity rule; no model has scored the pair yet.");
            }
        );
    }

    private static async Task MergeAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        var (from, to) = (call.Get(One), call.Get(Other));
        call.Out.One(await strata.Decisions.MergeAsync(from, to, call.Decision(), ct), DecisionConsoleView.Show);
    }

    private static async Task DismissAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        var (one, other) = (call.Get(One), call.Get(Other));
        call.Out.One(await strata.Duplicates.DismissAsync(one, other, call.Decision(), ct), DecisionConsoleView.Show);
    }

    private static void Show(IAnsiConsole console, IReadOnlyList<DuplicateView> pairs)
    {
        var listing = new ConsoleTable(console, "#probability", "state", "type", "entity", "title", "other", "title", "because of");
        foreach (var pair in pairs)
        {
            listing.Row(
                pair.Probability.ToString("0.000", CultureInfo.InvariantCulture),
                pair.State.Name(),
                pair.EntityType,
                pair.EntityId,
                pair.Title,
                pair.OtherId,
                pair.OtherTitle,
                pair.Reason
            );
        }
        listing.Write("No pairs.");
    }

    private static string Count(long number) => number.ToString(CultureInfo.InvariantCulture);
}
