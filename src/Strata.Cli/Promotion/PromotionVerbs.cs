using System.CommandLine;
using Spectre.Console;
using Strata.Cli.Output;

namespace Strata.Cli.Promotion;

/// <summary>Discovers undeclared fields and promotes them to schema fields.</summary>
internal static class PromotionVerbs
{
    private static readonly Option<string?> Suggested = new("--suggested")
    {
        HelpName = "TYPE",
        Description = "For generic entities: only those the input called TYPE",
    };
    private static readonly Option<string?> ToType = new("--to")
    {
        HelpName = "TYPE",
        Description = "Type that generic entities become: an existing or a new one",
    };
    private static readonly Option<string[]> Fields = new("--field")
    {
        HelpName = "FRAGMENT[=NAME][:TYPE]",
        Description =
            "Fragment, its field name, and its type or format (integer, number, boolean, string, date, email …); repeatable. Default: all proposed",
    };

    private static readonly Option<string?> Title = new("--title")
    {
        HelpName = "FIELD",
        Description = "Of a new type: the field that names its entities (default: as proposed)",
    };

    private static readonly Option<string[]> Identity = new("--identity")
    {
        HelpName = "FIELD",
        Description = "Of a new type: a field that identifies its entities, with others given; repeatable (default: as proposed)",
    };

    private static readonly Option<bool> NoWait = new("--no-wait")
    {
        Description = "Return once the schema is active; a worker creates the observations (strata schemas promotions)",
    };

    public static Command Discover(Argument<string> type) =>
        new Command("discover", "Describe undeclared fields and propose which to promote") { type, Suggested }.Runs(
            (call, ct) => DiscoverAsync(call, type, ct)
        );

    public static Command Promote(Argument<string> type) =>
        new Command("promote", "Promote fragments to fields, including existing data; undo with retract")
        {
            type,
            Suggested,
            ToType,
            Fields,
            Title,
            Identity,
            NoWait,
            SharedOptions.Reason,
            SharedOptions.IdempotencyKey,
        }.Runs((call, ct) => PromoteAsync(call, type, ct));

    public static Command Promotions() => new Command("promotions", "List promotions of fragments to fields").Pages().Runs(ListAsync);

    private static async Task DiscoverAsync(CommandContext call, Argument<string> type, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        call.Out.One(
            await strata.Promotions.DiscoverAsync(call.Get(type), call.Get(Suggested), ct),
            (console, report) =>
            {
                var listing = new ConsoleTable(console, "fragment", "#values", "types", "examples", "#confidence", "would be");
                foreach (var field in report.Fields)
                {
                    listing.Row(
                        field.Name,
                        Count(field.Occurrences),
                        string.Join(", ", field.Types.Select(t => $"{t.Key} {Count(t.Value)}")),
                        Terminal.Short(string.Join(", ", field.Examples.Select(e => Output.Values.Show(e, 40))), 60),
                        field.Confidence.ToString("0.00", CultureInfo.InvariantCulture),
                        field.Declared ? "already declared"
                            : field.Proposed ? $"{field.ProposedName}: {Short(field.ProposedSchema)}"
                            : "-"
                    );
                }
                listing.Write($"{report.EntityType} has no fragments.");
                if (!report.Complete)
                {
                    console.Profile.Out.Writer.WriteLine(
                        $"{report.EntityType} has more fragments than one report examines; this one covers {Count(report.Observations)} observations of its oldest entities."
                    );
                }
                Tell(console, report.Fields.Where(f => f.Proposed).Select(f => f.Note));
                if (report.EntityType == SeedSchemas.Generic && report.Fields.Any(f => f.Proposed))
                {
                    Propose(console, "Title", report.Title, "no proposed field is text");
                    Propose(
                        console,
                        "Identity",
                        report.Identity,
                        "no id differs in every record, so each record would be an entity of its own"
                    );
                }
                if (report.Fields.Any(f => f.Proposed))
                {
                    console.Profile.Out.Writer.WriteLine($"Make the proposed ones fields with strata schemas promote {report.EntityType}.");
                }
            }
        );
    }

    private static async Task PromoteAsync(CommandContext call, Argument<string> type, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        var request = new PromoteRequest
        {
            EntityType = call.Get(type),
            SuggestedType = call.Get(Suggested),
            ToType = call.Get(ToType),
            Fields = [.. (call.Get(Fields) ?? []).Select(Field)],
            Title = call.Get(Title),
            Identity = call.Get(Identity) is { Length: > 0 } identity ? identity : null,
            Wait = !call.Get(NoWait),
            Reason = call.Get(SharedOptions.Reason),
            IdempotencyKey = call.Get(SharedOptions.IdempotencyKey),
        };
        call.Out.One(
            await strata.Promotions.PromoteAsync(request, ct),
            (console, promotion) =>
            {
                var unfitting = promotion.Unfitting == 0 ? "" : $", {Count(promotion.Unfitting)} values that do not fit stay fragments";
                var made =
                    promotion.State == PromotionState.Done
                        ? $"{Count(promotion.Observations)} observations created from fragments{unfitting}."
                        : "a worker creates observations from the fragments (strata schemas promotions).";
                console.Profile.Out.Writer.WriteLine(
                    $"{promotion.ToType} version {promotion.Version} has {string.Join(", ", promotion.Fields)}; {made}"
                );
                Tell(console, promotion.Notes);
                console.Profile.Out.Writer.WriteLine($"Undo with strata retract {promotion.PromotionId}.");
            }
        );
    }

    private static async Task ListAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        await call.Out.ManyAsync(
            call.FollowAsync(page => strata.Promotions.ListAsync(page, ct)),
            (console, promotions) =>
            {
                var listing = new ConsoleTable(
                    console,
                    "promotion",
                    "state",
                    "type",
                    "#version",
                    "fields",
                    "#observations",
                    "#unfitting",
                    "when"
                );
                foreach (var p in promotions)
                {
                    listing.Row(
                        p.PromotionId,
                        p.State.Name(),
                        p.ToType,
                        Count(p.Version),
                        Terminal.Short(string.Join(", ", p.Fields), 60),
                        Count(p.Observations),
                        Count(p.Unfitting),
                        p.RecordedAt.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)
                    );
                }
                listing.Write("Nothing has been promoted.");
            }
        );
    }

    private static void Propose(IAnsiConsole console, string what, ProposedKey? key, string otherwise) =>
        console.Profile.Out.Writer.WriteLine(
            key is null
                ? $"{what} of a new type: none, as {otherwise}."
                : $"{what} of a new type: {key.Field}, e.g. {string.Join(", ", key.Examples.Take(3).Select(e => Output.Values.Show(e, 40)))}"
        );

    private static void Tell(IAnsiConsole console, IEnumerable<string?> notes)
    {
        foreach (var note in notes.OfType<string>())
        {
            console.Profile.Out.Writer.WriteLine("Note: " + note);
        }
    }

    /// <summary>Parses FRAGMENT[=NAME][:TYPE]; TYPE is a JSON Schema type or a string format.</summary>
    private static PromotedField Field(string text)
    {
        var colon = text.LastIndexOf(':');
        var (named, kind) = colon < 0 ? (text, null) : (text[..colon], text[(colon + 1)..]);
        var equals = named.LastIndexOf('=');
        var (fragment, name) = equals < 0 ? (named, null) : (named[..equals], named[(equals + 1)..]);
        var schema = kind switch
        {
            null => null,
            "string" or "integer" or "number" or "boolean" or "array" or "object" => $$"""{"type":"{{kind}}"}""",
            _ when kind.Length > 0 && kind.All(c => char.IsAsciiLetterLower(c) || c == '-') =>
                $$"""{"type":"string","format":"{{kind}}"}""",
            _ => throw new UsageException(
                $"'{kind}' is not a type or format. Use FRAGMENT[=NAME][:TYPE], e.g. 'Shoe Size=shoe_size:integer'."
            ),
        };
        return new PromotedField(fragment, name, schema is null ? null : SharedOptions.TryJson(schema));
    }

    private static string Short(System.Text.Json.JsonElement schema) =>
        schema.TryGetProperty("format", out var format) ? format.GetString() ?? "" : schema.GetProperty("type").GetString() ?? "";

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
