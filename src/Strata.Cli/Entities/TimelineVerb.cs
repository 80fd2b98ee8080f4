using System.CommandLine;
using Strata.Cli.Output;

namespace Strata.Cli.Entities;

/// <summary>Lists every dated field of every entity in order.</summary>
internal static class TimelineVerb
{
    private static readonly Option<string?> From = new("--from") { HelpName = "TIME", Description = "At or after this date or time" };
    private static readonly Option<string?> To = new("--to")
    {
        HelpName = "TIME",
        Description = "Before this time; a date includes the whole day",
    };
    private static readonly Option<string?> Entity = new("--entity") { HelpName = "ENTITY", Description = "Only this entity" };

    public static Command Create() =>
        new Command("timeline", "List what happened when") { From, To, Entity, SharedOptions.Type }
            .ReadsPast()
            .Pages()
            .Runs(RunAsync);

    private static async Task RunAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        var query = new TimelineQuery
        {
            From = SharedOptions.TimeText("--from", call.Get(From)),
            To = SharedOptions.TimeText("--to", call.Get(To)),
            EntityId = call.Get(Entity),
            EntityType = call.Get(SharedOptions.Type),
        };
        await call.Out.ManyAsync(
            call.FollowAsync(page =>
                strata.Entities.ListTimelineAsync(query with { Limit = page.Limit, Cursor = page.Cursor }, call.At(), ct)
            ),
            (console, events) =>
            {
                var listing = new ConsoleTable(console, "at", "what", "title", "type", "id");
                foreach (var e in events)
                {
                    listing.Row(
                        e.At,
                        e.Recurs == true ? e.Field + " (recurs)" : e.Field,
                        Terminal.Short(e.Title ?? "", 60),
                        e.EntityType,
                        e.EntityId
                    );
                }
                listing.Write("Nothing happened.");
            }
        );
    }
}
