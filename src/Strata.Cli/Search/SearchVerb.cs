using System.CommandLine;

namespace Strata.Cli.Search;

/// <summary>Full-text search over entities and the text of sources.</summary>
internal static class SearchVerb
{
    private static readonly Argument<string[]> Words = new("WORDS")
    {
        Description = "Any words, the best matches first; \"quoted words\" for a phrase, -word to leave out, prefix*, a OR b, type:invoice",
        Arity = ArgumentArity.OneOrMore,
    };
    private static readonly Option<string?> Kind = new("--kind")
    {
        HelpName = "entity|block",
        Description = "Only entities, or only the text of sources",
    };
    private static readonly Option<string?> From = new("--from")
    {
        HelpName = "WORDS",
        Description = "Words of the sender or the file's name",
    };
    private static readonly Option<string?> Before = new("--before")
    {
        HelpName = "DATE",
        Description = "Before a year, month or day: 2026-03",
    };
    private static readonly Option<string?> After = new("--after") { HelpName = "DATE", Description = "From a year, month or day on" };
    private static readonly Option<int> Limit = new("--limit")
    {
        HelpName = "N",
        Description = "Maximum number of results",
        DefaultValueFactory = _ => 20,
    };

    public static Command Create()
    {
        Kind.AcceptOnlyFromAmong("entity", "block", "entities", "blocks");
        return new Command("search", "Find things by words, the best first") { Words, Kind, SharedOptions.Type, From, Before, After, Limit }
            .ReadsPast()
            .Runs(RunAsync);
    }

    private static async Task RunAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        var query = new SearchQuery
        {
            Text = string.Join(' ', call.Get(Words)),
            EntityType = call.Get(SharedOptions.Type),
            From = call.Get(From),
            Before = call.Get(Before),
            After = call.Get(After),
            Kind = call.Get(Kind),
            Limit = call.Get(Limit),
        };
        var results = await strata.Search.SearchAsync(query, call.At(), ct);
        await call.Out.ManyAsync(results.Items, (console, hits) => new HitList(console).Write(hits, results));
        if (results.Incomplete is { } incomplete)
        {
            call.Out.Incomplete(incomplete);
        }
    }
}
