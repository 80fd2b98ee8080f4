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
    private static readonly Argument<string> Tried = new("SCHEMA")
    {
        Description = "Entity type, or a file with a schema that need not be registered",
    };
    private static readonly Argument<string> Source = SharedOptions.Source();
    private static readonly Option<int> Blocks = new("--blocks")
    {
        HelpName = "N",
        Description = "Blocks to read",
        DefaultValueFactory = _ => 5,
    };
    private static readonly Option<string?> Interpreter = new("--interpreter")
    {
        HelpName = "NAME",
        Description = "rules or recorded (default: as the schema needs)",
    };
    private static readonly Option<string?> PromptFile = new("--set")
    {
        HelpName = "FILE",
        Description = "JSON, as x-strata.prompt of a schema",
    };
    private static readonly Option<bool> ClearPrompt = new("--clear") { Description = "Say nothing any more" };
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
            new Command("delete", "Delete a type that nothing uses; says what uses it otherwise")
            {
                Type,
                Yes.Option,
                SharedOptions.Reason,
                SharedOptions.IdempotencyKey,
            }.Runs(DeleteAsync),
            new Command("try", "Show what a schema finds in the first blocks of a source; stores nothing")
            {
                Tried,
                Source,
                Blocks,
                Interpreter,
                PromptOption.File,
            }.Runs(TryAsync),
            new Command("prompt", "Show or set what interpreters that ask are told where nothing else says it")
            {
                PromptFile,
                ClearPrompt,
                SharedOptions.Reason,
                SharedOptions.IdempotencyKey,
            }.Runs(PromptAsync),
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
        var request = new RegisterSchemaRequest
        {
            EntityType = call.Get(Type),
            Schema = await call.JsonFileAsync(call.Get(SchemaFile), ct),
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

    private static async Task DeleteAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        var schema = await strata.Schemas.GetAsync(call.Get(Type), null, ct);
        call.Confirm($"This deletes the type '{schema.EntityType}'; what it says about the past stays.");
        var deleted = await strata.Schemas.DeleteAsync(
            new DeleteSchema
            {
                EntityType = schema.EntityType,
                Reason = call.Get(SharedOptions.Reason),
                IdempotencyKey = call.Get(SharedOptions.IdempotencyKey),
            },
            ct
        );
        call.Out.One(deleted, (console, d) => console.WriteLine($"{d.EntityType} is deleted (undo with strata retract {d.DecisionId})"));
    }

    private static async Task TryAsync(CommandContext call, CancellationToken ct)
    {
        var schema = call.Get(Tried);
        var isFile = schema == "-" || schema.Contains('.', StringComparison.Ordinal) || File.Exists(schema);
        var request = new TrySchema
        {
            SourceId = call.Get(Source),
            EntityType =
                !isFile ? schema
                : schema == "-" ? "tried"
                : Path.GetFileNameWithoutExtension(schema),
            Schema = isFile ? await call.JsonFileAsync(schema, ct) : null,
            Blocks = call.Get(Blocks),
            Interpreter = call.Get(Interpreter),
            Prompt = await call.PromptAsync(ct),
        };
        var strata = await call.StrataAsync(ct);
        call.Out.One(
            await strata.Review.TryAsync(request, ct),
            (console, trial) =>
            {
                var listing = new ConsoleTable(console, "#block", "type", "field", "value", "quote", "state", "#confidence", "remark");
                foreach (var f in trial.Findings)
                {
                    listing.Row(
                        Values.Count(f.Block),
                        f.EntityType,
                        f.Field,
                        Values.Show(f.Value, 40),
                        Terminal.Short(f.Quote ?? "", 40),
                        f.Admission.Name(),
                        f.Confidence.ToString("0.00", CultureInfo.InvariantCulture),
                        Terminal.Short(f.Remark ?? "", 60)
                    );
                }
                listing.Write("Nothing found.");
                foreach (var note in trial.Notes)
                {
                    console.WriteLine("! " + Terminal.Safe(note));
                }
                console.WriteLine(
                    $"{Values.Count(trial.Findings.Count, "value", "values")} in {Values.Count(trial.BlockCount, "block", "blocks")} by {trial.Interpreter}; nothing is stored"
                );
            }
        );
    }

    private static async Task PromptAsync(CommandContext call, CancellationToken ct)
    {
        var (file, clear) = (call.Get(PromptFile), call.Get(ClearPrompt));
        if (file is not null && clear)
        {
            throw new UsageException("--set and --clear cannot be combined.");
        }
        var strata = await call.StrataAsync(ct);
        var prompt =
            file is null && !clear
                ? await strata.Prompts.GetAsync(ct)
                : await strata.Prompts.SetAsync(
                    new SetPrompt
                    {
                        Prompt = file is null ? null : await call.JsonFileAsync(file, ct),
                        Reason = call.Get(SharedOptions.Reason),
                        IdempotencyKey = call.Get(SharedOptions.IdempotencyKey),
                    },
                    ct
                );
        call.Out.One(
            prompt,
            (console, p) =>
            {
                console.WriteLine($"yours:    {(p.User is { } user ? Terminal.Safe(user.GetRawText()) : "nothing")}");
                console.WriteLine($"operator: {(p.Operator is { } last ? Terminal.Safe(last.GetRawText()) : "nothing")}");
                if (p.DecisionId is { } decision)
                {
                    console.WriteLine($"(undo with strata retract {decision})");
                }
            }
        );
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
