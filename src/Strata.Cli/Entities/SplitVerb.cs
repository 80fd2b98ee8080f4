using System.CommandLine;
using Spectre.Console;
using Strata.Cli.Output;

namespace Strata.Cli.Entities;

/// <summary>Separates observations of an entity into another one.</summary>
internal static class SplitVerb
{
    private static readonly Argument<string> Id = SharedOptions.Entity();
    private static readonly Option<string?> Source = new("--source")
    {
        HelpName = "SOURCE",
        Description = "What was read from this source",
    };
    private static readonly Option<string?> Origin = new("--origin") { HelpName = "NAME", Description = "What came from this origin" };
    private static readonly Option<string[]> Observations = new("--observation")
    {
        HelpName = "OBS",
        Description = "This observation (obs_…); can be repeated",
        AllowMultipleArgumentsPerToken = true,
    };
    private static readonly Option<string?> Where = new("--where")
    {
        HelpName = "FIELD=VALUE",
        Description = "What states the field as this value",
    };
    private static readonly Option<bool> Preview = new("--preview") { Description = "Only show what it would do" };

    public static Command Create() =>
        new Command("split", "Make another entity of some of its observations; undo with retract")
        {
            Id,
            Source,
            Origin,
            Observations,
            Where,
            Preview,
            SharedOptions.Reason,
            SharedOptions.IdempotencyKey,
            SharedOptions.IfMatch,
        }.Runs(RunAsync);

    private static async Task RunAsync(CommandContext call, CancellationToken ct)
    {
        var where = call.Get(Where)?.Split('=', 2);
        if (where is [_])
        {
            throw new UsageException("--where needs FIELD=VALUE, such as last_name=Nguyen.");
        }
        var strata = await call.StrataAsync(ct);
        var decision = call.Decision();
        var request = new SplitEntity
        {
            EntityId = call.Get(Id),
            SourceId = call.Get(Source),
            Origin = call.Get(Origin),
            Observations = call.Get(Observations) is { Length: > 0 } observations ? observations : null,
            Field = where?[0],
            Value = where is null ? null : Scalar(where[1]),
            Preview = call.Get(Preview),
            Reason = decision.Reason,
            IdempotencyKey = decision.IdempotencyKey,
            IfMatch = decision.IfMatch,
        };
        call.Out.One(await strata.Decisions.SplitAsync(request, ct), Show);
    }

    /// <summary>Reads numbers, true and false as JSON, and everything else as text.</summary>
    private static JsonElement Scalar(string text)
    {
        try
        {
            return JsonElement.Parse(text) is { ValueKind: not (JsonValueKind.Object or JsonValueKind.Array) } scalar ? scalar : Text(text);
        }
        catch (JsonException)
        {
            return Text(text);
        }
    }

    private static JsonElement Text(string text) => JsonElement.Parse($"\"{JsonEncodedText.Encode(text)}\"");

    private static void Show(IAnsiConsole console, SplitResult result)
    {
        console.WriteLine(
            result.Preview
                ? $"{Values.Count(result.ObservationCount, "observation", "observations")} would form another entity; nothing is changed yet"
                : $"split {result.Id}, seq {result.Seq} (undo: strata retract {result.Id})"
        );
        Fields(console, result.EntityId, result.Remaining);
        Fields(console, result.NewEntityId ?? "new", result.Separated);
    }

    private static void Fields(IAnsiConsole console, string title, IReadOnlyDictionary<string, JsonElement> fields) =>
        console.WriteLine(Terminal.Safe($"{title}  {string.Join("  ", fields.Select(f => $"{f.Key}={Values.Show(f.Value)}"))}"));
}
