using System.CommandLine;
using Strata.Cli.Jobs;

namespace Strata.Cli;

/// <summary>Options shared by several verbs, and their parsers.</summary>
internal static class SharedOptions
{
    public static readonly Option<string?> Type = new("--type") { HelpName = "TYPE", Description = "Entity type, e.g. invoice" };
    public static readonly Option<string?> Reason = new("--reason")
    {
        HelpName = "TEXT",
        Description = "Reason, recorded with the decision",
    };
    public static readonly Option<string?> IdempotencyKey = new("--idempotency-key")
    {
        HelpName = "KEY",
        Description = "Reusing a key returns the stored answer instead of repeating the operation",
    };
    public static readonly Option<string?> IfMatch = new("--if-match")
    {
        HelpName = "SEQ|ETAG",
        Description = "Only if the entity has not changed since: its seq, or a server's ETag",
    };
    public static readonly Option<bool> NoWait = new("--no-wait")
    {
        Description = "Enqueue the run for a worker and print its id (see strata runs watch RUN)",
    };
    public static readonly Option<bool> AsJob = new("--no-wait")
    {
        Description = "Enqueue it for a worker and print the job's id (see strata jobs show JOB)",
    };
    public static readonly Option<string?> ObservedAt = new("--observed-at")
    {
        HelpName = "TIME",
        Description = "When this was observed (default: now)",
    };

    public static readonly Option<string?> Origin = new("--origin")
    {
        HelpName = "NAME",
        Description = "Feed, account or program it comes from: local ids mean something within it (default: told by name and content)",
    };

    public static readonly Option<string?> Project = new("--project")
    {
        HelpName = "PROJECT",
        Description = "Only of this project (prj_… or its name)",
    };

    public static Option<string?> Sort(string names) =>
        new("--sort") { HelpName = "NAME", Description = $"{names}; - before it: descending (default: -recorded)" };

    public static Argument<string> Entity(string name = "ENTITY") =>
        new(name) { Description = "Entity id (ent_…) or an identifier, e.g. an e-mail address" };

    public static Argument<string> Source() => new("SOURCE") { Description = "Source id (src_…), or the name or path of its file" };

    /// <exception cref="UsageException">The text names no member.</exception>
    public static T? Choice<T>(string? text)
        where T : struct, Enum =>
        text is null ? null
        : EnumNames.Find<T>(text.ToLowerInvariant()) is { } choice ? choice
        : throw new UsageException($"'{text}' is not one of {string.Join(", ", EnumNames.Of(typeof(T)))}.");

    /// <summary>Parses a time; UTC if it has no offset.</summary>
    public static DateTimeOffset? Time(string option, string? text) =>
        text is null ? null
        : Moment.TryParse(text, out var time) ? time
        : throw new UsageException($"{option}: '{text}' is not a time such as 2026-01-31 or 2026-01-31T09:30:00Z.");

    /// <summary>Validates a time and returns it as typed, because some verbs treat a date as the whole day.</summary>
    public static string? TimeText(string option, string? text) => Time(option, text) is null ? null : text;

    public static DecisionRequest Decision(this CommandContext call) =>
        new()
        {
            Reason = call.Get(Reason),
            IdempotencyKey = call.Get(IdempotencyKey),
            IfMatch = call.Get(IfMatch),
        };

    /// <summary>Parses JSON. Null if the text is not JSON.</summary>
    public static JsonElement? TryJson(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Enqueues a job and prints it.</summary>
    public static async Task StartAsync(this CommandContext call, string kind, JsonElement options, CancellationToken ct) =>
        call.Out.One(
            await (await call.StrataAsync(ct)).Jobs.StartAsync(new JobRequest { Kind = kind, Options = options }, ct),
            JobConsoleView.Show
        );

    public static JsonElement Text(string text) => JsonSerializer.SerializeToElement(text, StrataJson.Options);
}
