using System.CommandLine;
using Strata.Cli.Output;

namespace Strata.Cli.Search;

/// <summary>Full-text search over entities and the text of sources.</summary>
internal static class SearchVerb
{
    private static readonly Argument<string[]> Words = new("WORDS")
    {
        Description = "Words that must all occur; \"quoted words\" for a phrase, a trailing * for a prefix",
        Arity = ArgumentArity.OneOrMore,
    };
    private static readonly Option<string?> Kind = new("--kind")
    {
        HelpName = "entity|block",
        Description = "Only entities, or only blocks of sources",
    };
    private static readonly Option<int> Limit = new("--limit")
    {
        HelpName = "N",
        Description = "Maximum number of results",
        DefaultValueFactory = _ => 20,
    };

    public static Command Create()
    {
        Kind.AcceptOnlyFromAmong("entity", "block", "entities", "blocks");
        return new Command("search", "Search the text of entities and sources") { Words, Kind, SharedOptions.Type, Limit }
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
            Kind = call.Get(Kind),
            Limit = call.Get(Limit),
        };
        var results = await strata.Search.SearchAsync(query, call.At(), ct);
        await call.Out.ManyAsync(
            results.Items,
            (console, hits) =>
            {
                var listing = new ConsoleTable(console, "#score", "what", "id", "text");
                foreach (var hit in hits)
                {
                    listing.Row(
                        hit.Score.ToString("0.00", CultureInfo.InvariantCulture),
                        hit.Entity?.EntityType ?? hit.FileName ?? hit.Kind.Name(),
                        hit.Entity?.EntityId ?? hit.SourceId,
                        Terminal.Short(Text(hit), 100)
                    );
                }
                listing.Write("Nothing found.");
            }
        );
        if (results.Incomplete is { } incomplete)
        {
            call.Out.Incomplete(incomplete);
        }
    }

    /// <summary>Returns the snippet, after the entity's title if the snippet does not contain it.</summary>
    private static string Text(SearchHit hit) =>
        (hit.Entity?.Title, hit.Snippet) switch
        {
            ({ } title, { } snippet) when !snippet.Contains(title, StringComparison.Ordinal) => $"{title}: {snippet}",
            (var title, var snippet) => snippet ?? title ?? "",
        };
}
