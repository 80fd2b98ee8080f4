using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Strata.Ledger;
using Strata.Operations;

namespace Strata.Search;

public sealed record SearchRequest : PastRequest
{
    [Description(
        "Words, any may occur; \"a phrase\"; -without; prefix*; a OR b; type:invoice from:stadtwerke after:2026-01 before:2026-07."
    )]
    public required string Text { get; init; }

    public string? EntityType { get; init; }

    [Description("Words of the sender or the file's name.")]
    public string? From { get; init; }

    [Description("Year, month or day: 2026, 2026-03, 2026-03-31.")]
    public string? Before { get; init; }
    public string? After { get; init; }

    [Description("Default: both.")]
    [AllowedValues("entity", "block", "entities", "blocks")]
    public string? Kind { get; init; }

    [Range(1, 200)]
    public int Limit { get; set; } = 20;

    internal SearchQuery Query() =>
        new()
        {
            Text = Text,
            EntityType = EntityType,
            From = From,
            Before = Before,
            After = After,
            Kind = Kind,
            Limit = Limit,
        };
}

[JsonSerializable(typeof(SearchRequest))]
internal sealed partial class SearchRequestShapes : JsonSerializerContext;

public static partial class SearchModule
{
    public static readonly Operation<SearchRequest, SearchResults> Search = new Operation<SearchIndex, SearchRequest, SearchResults>(
        "search",
        "Full-text search over entities and the text of sources.",
        (index, request, context) =>
            context.ReadAsync(request, (connection, point) => index.SearchAsync(connection, request.Query(), point))
    )
    {
        Route = OperationRoute.Get("/search"),
        Tool = new()
        {
            Description =
                "Full-text search over entities and source text: start here when you have words. Things ranked by any word, with their best passage, date, amount and where they matched.",
            Shows = ["items", "facets", "incomplete", "tried", "read_at"],
        },
        Examples = ["""{"text":"<word>"}""", """{"text":"<word>","entity_type":"<type>"}"""],
        Shapes = () => SearchRequestShapes.Default,
    };
}

public partial record struct SearchArea
{
    public Task<SearchResults> SearchAsync(SearchQuery query, ReadAt at, CancellationToken ct) =>
        Strata.InvokeAsync(
            SearchModule.Search,
            new()
            {
                Text = query.Text,
                EntityType = query.EntityType,
                From = query.From,
                Before = query.Before,
                After = query.After,
                Kind = query.Kind,
                Limit = query.Limit,
                KnownAt = at.KnownAt,
                ValidAt = at.ValidAt,
            },
            progress: null,
            ct
        );
}
