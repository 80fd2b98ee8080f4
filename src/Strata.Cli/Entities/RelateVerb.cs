using System.CommandLine;

namespace Strata.Cli.Entities;

/// <summary>States a relationship between two entities.</summary>
internal static class RelateVerb
{
    private static readonly Argument<string> From = SharedOptions.Entity("FROM");
    private static readonly Argument<string> Type = new("TYPE") { Description = "Relationship of FROM to TO, e.g. works_for" };
    private static readonly Argument<string> To = SharedOptions.Entity("TO");

    public static Command Create() =>
        new Command("relate", "State a relationship between two entities")
        {
            From,
            Type,
            To,
            SharedOptions.ObservedAt,
            SharedOptions.IdempotencyKey,
        }.Runs(RunAsync);

    private static async Task RunAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        var request = new RelateRequest
        {
            From = call.Get(From),
            To = call.Get(To),
            Type = call.Get(Type),
            ObservedAt = SharedOptions.Time("--observed-at", call.Get(SharedOptions.ObservedAt)),
            IdempotencyKey = call.Get(SharedOptions.IdempotencyKey),
        };
        call.Out.One(
            await strata.Decisions.RelateAsync(request, ct),
            (console, made) => console.WriteLine($"{made.RelationshipId}: {made.From} {Terminal.Safe(made.Type)} {made.To}")
        );
    }
}
