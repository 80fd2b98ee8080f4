using System.CommandLine;
using Spectre.Console;
using Strata.Cli.Output;
using Strata.Cli.Promotion;

namespace Strata.Cli.Schemas;

/// <summary>Lists, registers and changes schemas.</summary>
internal static class SchemasVerb
{
    private static readonly Argument<string> Type = new("TYPE") { Description = "Entity type, e.g. invoice" };
    private static readonly Argument<string> SchemaFile = new("FILE") { Description = "JSON Schema with x-strata; - for standard input" };
    private static readonly Argument<int> Version = new("VERSION") { Description = "Schema version" };
    private static readonly Argument<int> From = new("FROM") { Description = "Earlier version" };
    private static readonly Argument<int> To = new("TO") { Description = "Later version" };
    private static readonly Argument<int?> Shown = new("VERSION")
    {
        Description = "Schema version (default: the active one)",
        DefaultValueFactory = _ => null,
    };
    private static readonly Option<int?> Show = new("--of") { HelpName = "VERSION", Description = "The same as VERSION" };
    private static readonly Option<bool> NoActivate = new("--no-activate") { Description = "Register it without activating it" };

    public static Command Create() =>
        new Command("schemas", "List, register and change schemas")
        {
            new Command("list", "List entity types").Runs(ListAsync),
            new Command("show", "Show a schema") { Type, Shown, Show }.Runs(ShowAsync),
            new Command("register", "Register a schema or a new version of one")
            {
                Type,
                SchemaFile,
                NoActivate,
                SharedOptions.IdempotencyKey,
            }
                .CreatesStore()
                .Runs(RegisterAsync),
            new Command("activate", "Activate a version; answers about the past do not change") { Type, Version }.Runs(ActivateAsync),
            new Command("diff", "Show what changed between two versions") { Type, From, To }.Runs(DiffAsync),
            PromotionVerbs.Discover(Type),
            PromotionVerbs.Promote(Type),
            PromotionVerbs.Promotions(),
        };

    private static async Task ListAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        await call.Out.ManyAsync(
            await strata.Schemas.ListAsync(ct),
            (console, schemas) =>
            {
                var listing = new ConsoleTable(console, "type", "#active", "#latest", "title", "description");
                foreach (var s in schemas)
                {
                    listing.Row(
                        s.EntityType,
                        Values.Count(s.ActiveVersion),
                        Values.Count(s.LatestVersion),
                        s.Title,
                        Terminal.Short(s.Description ?? "", 80)
                    );
                }
                listing.Write("No schemas.");
            }
        );
    }

    private static async Task ShowAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        call.Out.One(
            await strata.Schemas.GetAsync(call.Get(Type), call.Get(Shown) ?? call.Get(Show), ct),
            (console, schema) =>
            {
                ShowLine(console, schema);
                console.Profile.Out.Writer.WriteLine(schema.Schema is { } json ? JsonSerializer.Serialize(json, StrataJson.Indented) : "");
            }
        );
    }

    private static async Task RegisterAsync(CommandContext call, CancellationToken ct)
    {
        var file = call.Get(SchemaFile);
        var text =
            file == "-" ? await call.Environment.In.ReadToEndAsync(ct)
            : File.Exists(file) ? await File.ReadAllTextAsync(file, ct)
            : throw new UsageException($"File '{file}' does not exist.");
        var request = new RegisterSchemaRequest
        {
            EntityType = call.Get(Type),
            Schema = SharedOptions.TryJson(text) ?? throw new StrataException(ErrorCode.InvalidContent, $"{file} is not JSON."),
            Activate = !call.Get(NoActivate),
            IdempotencyKey = call.Get(SharedOptions.IdempotencyKey),
        };
        var strata = await call.StrataAsync(ct);
        call.Out.One(await strata.Schemas.RegisterAsync(request, ct), ShowLine);
    }

    private static async Task ActivateAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        call.Out.One(await strata.Schemas.ActivateAsync(call.Get(Type), call.Get(Version), ct), ShowLine);
    }

    private static async Task DiffAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        call.Out.One(
            await strata.Schemas.DiffAsync(call.Get(Type), call.Get(From), call.Get(To), ct),
            (console, diff) =>
            {
                var listing = new ConsoleTable(console, "change", "where", "before", "after");
                foreach (var change in diff.Changes)
                {
                    listing.Row(change.Change, change.Path, Values.Show(change.Before, 60), Values.Show(change.After, 60));
                }
                listing.Write("No difference.");
            }
        );
    }

    private static void ShowLine(IAnsiConsole console, SchemaView schema) =>
        console.WriteLine(
            $"{schema.EntityType} version {schema.Version} of {schema.LatestVersion}, "
                + (schema.Active ? "active" : $"not active (version {schema.ActiveVersion} is)")
                + $", hash {Values.Short(schema.Hash)}"
                + (schema.DecisionId is { } decision ? $" (undo with strata retract {decision})" : "")
        );
}
