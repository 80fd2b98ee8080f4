using System.CommandLine;
using Strata.Cli.Aggregates;
using Strata.Cli.Output;

namespace Strata.Cli.Entities;

/// <summary>Queries entities, their history, observations and relationships.</summary>
internal static class EntitiesVerb
{
    private static readonly Argument<string> Id = SharedOptions.Entity();
    private static readonly Argument<string> Identifier = new("IDENTIFIER")
    {
        Description = "Identifier to look up: a number, an e-mail address, a name",
    };
    private static readonly Option<bool> NoProvenance = new("--no-provenance") { Description = "Show only the values" };
    private static readonly Option<bool> Evidence = new("--evidence")
    {
        Description = "Show each field with its quote and the quote's location",
    };
    private static readonly Option<int> Depth = new("--depth")
    {
        HelpName = "N",
        Description = "Maximum number of steps",
        DefaultValueFactory = _ => 1,
    };
    private static readonly Option<int> Limit = new("--limit")
    {
        HelpName = "N",
        Description = "Maximum number of entities",
        DefaultValueFactory = _ => 50,
    };

    public static Command Create() =>
        new Command("entities", "Query entities")
        {
            EntitiesListVerb.Create(),
            SumVerb.Create(),
            SumVerb.CreateTypes(),
            SplitVerb.Create(),
            ConflictsVerb.Create(),
            new Command("get", "Show an entity and where each value came from") { Id, NoProvenance }
                .ReadsPast()
                .Runs(GetAsync),
            new Command("find", "Find entities by an identifier") { Identifier, SharedOptions.Type }
                .ReadsPast()
                .Pages()
                .Runs(FindAsync),
            new Command("history", "Show what changed, when and why") { Id }
                .ReadsPast()
                .Pages()
                .Runs(HistoryAsync),
            new Command("observations", "List every observation of an entity") { Id, Evidence }
                .ReadsPast()
                .Pages()
                .Runs(ObservationsAsync),
            new Command("neighborhood", "Show what an entity is related to") { Id, Depth, Limit }
                .ReadsPast()
                .Runs(NeighborhoodAsync),
        };

    private static async Task GetAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        call.Out.One(await strata.Entities.GetAsync(call.Get(Id), !call.Get(NoProvenance), call.At(), ct), EntityConsoleView.Show);
    }

    private static async Task FindAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        await call.Out.ManyAsync(
            call.FollowAsync(page => strata.Search.FindAsync(call.Get(Identifier), call.Get(SharedOptions.Type), page, call.At(), ct)),
            EntityConsoleView.Show
        );
    }

    private static async Task HistoryAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        var id = call.Get(Id);
        await call.Out.ManyAsync(
            call.FollowAsync(page => strata.Entities.GetHistoryAsync(id, page, call.At(), ct)),
            HistoryConsoleView.Show
        );
    }

    private static async Task ObservationsAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        var id = call.Get(Id);
        var evidence = call.Get(Evidence);
        await call.Out.ManyAsync(
            call.FollowAsync(page => strata.Entities.ListObservationsAsync(id, evidence, page, call.At(), ct)),
            (console, observations) =>
            {
                if (evidence)
                {
                    EvidenceConsoleView.Show(console, observations);
                    return;
                }
                var listing = new ConsoleTable(console, "id", "class", "observed", "from", "fields");
                foreach (var o in observations)
                {
                    var fields = string.Join("  ", o.Fields.Select(f => $"{f.Key}={Values.Show(f.Value, 40)}"));
                    listing.Row(
                        o.ObservationId,
                        o.Class.Name() + (o.Retracted ? " (retracted)" : ""),
                        Values.Show(o.ObservedAt),
                        (o.SourceId ?? o.Actor) + (o.RecordedAgainst is null ? "" : $" (of {o.RecordedAgainst})"),
                        Terminal.Short(fields, 120)
                    );
                }
                listing.Write("No observations.");
            }
        );
    }

    private static async Task NeighborhoodAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        var around = await strata.Entities.GetNeighborhoodAsync(call.Get(Id), call.Get(Depth), call.Get(Limit), call.At(), ct);
        call.Out.One(
            around,
            (console, found) =>
            {
                EntityConsoleView.Show(console, found.Entities);
                var listing = new ConsoleTable(console, "from", "relationship", "to", "because of");
                foreach (var r in found.Relationships)
                {
                    listing.Row(r.From, r.Type, r.To, r.Field is null ? r.Origin.Name() : $"{r.Origin.Name()}, field {r.Field}");
                }
                listing.Write("No relationships.");
                if (found.Truncated)
                {
                    call.Out.Note($"There is more: {found.Incomplete}.");
                }
            }
        );
    }
}
