using System.CommandLine;
using Spectre.Console;
using Strata.Cli.Accounts;
using Strata.Cli.Output;

namespace Strata.Cli.Sources;

/// <summary>Stores structured entities, all or nothing.</summary>
internal static class StoreVerb
{
    private static readonly Argument<string> File = new("FILE")
    {
        Description = "JSON or JSON Lines of {entity_type, fields}, or a complete request; - for standard input",
    };

    public static Command Create() =>
        new Command("store", "Store entities from JSON; all or nothing")
        {
            File,
            SharedOptions.Type,
            SharedOptions.Origin,
            SharedOptions.ObservedAt,
            SharedOptions.IdempotencyKey,
        }
            .CreatesStore()
            .Runs(RunAsync);

    private static async Task RunAsync(CommandContext call, CancellationToken ct)
    {
        var file = call.Get(File);
        await using var input =
            file == "-" ? call.Environment.OpenInput()
            : System.IO.File.Exists(file) ? System.IO.File.OpenRead(file)
            : throw new UsageException($"File '{file}' does not exist.");
        var request = await StructuredInput.ReadAsync(input, call.Get(SharedOptions.Type), ct);
        request = request with
        {
            Origin = call.Get(SharedOptions.Origin) ?? request.Origin,
            ObservedAt = SharedOptions.Time("--observed-at", call.Get(SharedOptions.ObservedAt)) ?? request.ObservedAt,
            IdempotencyKey = call.Get(SharedOptions.IdempotencyKey) ?? request.IdempotencyKey,
        };
        var strata = await call.StrataAsync(ct);
        call.Out.One(await strata.Structured.StoreAsync(request, ct), Show);
    }

    private static void Show(IAnsiConsole console, StructuredResult result)
    {
        var listing = new ConsoleTable(console, "id", "type", "state", "observation", "known by", "in no schema");
        foreach (var stored in result.Entities)
        {
            listing.Row(
                stored.EntityId,
                stored.EntityType,
                (stored.Created ? "new" : "known") + (stored.EntityState == EntityStatus.Active ? "" : ", " + stored.EntityState.Name()),
                stored.ObservationId,
                stored.Rule,
                string.Join(", ", stored.UnknownFields)
            );
        }
        listing.Write("Nothing to store.");
        console.WriteLine($"{Values.Count(result.Entities.Count, "entity", "entities")} stored as {result.SourceId}, {result.RunId}.");
        foreach (var warning in result.Warnings ?? [])
        {
            console.WriteLine("! " + UsageConsoleView.Warning(warning));
        }
    }
}
