using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Strata.Entities;
using Strata.Indexing;
using Strata.Ledger;
using Strata.Operations;

namespace Strata.Search;

public sealed record QueryEntities : PastRequest
{
    public string? EntityType { get; init; }

    [Description("prj_… or its name.")]
    public string? Project { get; init; }

    [Description("All must hold.")]
    public IReadOnlyList<FieldFilter> Filters { get; set; } = [];

    [Description("A filter: total > 100 and (vendor = 'Acme' or date in last month).")]
    public string? Where { get; init; }

    [Description("Where its days begin: Europe/Berlin; default UTC.")]
    public string? TimeZone { get; init; }

    [Description("Full-text condition.")]
    public string? Text { get; init; }

    [Description("Ledger seq or time.")]
    public string? ChangedSince { get; init; }

    [Description("A field, created or updated; \"-\" before it: descending.")]
    public string? Sort { get; init; }

    public bool IncludeMerged { get; init; }

    public bool IncludeDeleted { get; init; }

    [Range(1, 1000)]
    public int Limit { get; set; } = 50;

    [Description("Say how many there are on all pages.")]
    public bool Count { get; init; }

    public string? Cursor { get; init; }

    internal EntityQuery Query() =>
        new()
        {
            EntityType = EntityType,
            Project = Project,
            Filters = Filters,
            Where = Where,
            TimeZone = TimeZone,
            Text = Text,
            ChangedSince = ChangedSince,
            Sort = Sort,
            IncludeMerged = IncludeMerged,
            IncludeDeleted = IncludeDeleted,
            Limit = Limit,
            Count = Count,
            Cursor = Cursor,
        };

    internal static QueryEntities Of(EntityQuery query, ReadAt at) =>
        new()
        {
            EntityType = query.EntityType,
            Project = query.Project,
            Filters = query.Filters,
            Where = query.Where,
            TimeZone = query.TimeZone,
            Text = query.Text,
            ChangedSince = query.ChangedSince,
            Sort = query.Sort,
            IncludeMerged = query.IncludeMerged,
            IncludeDeleted = query.IncludeDeleted,
            Limit = query.Limit,
            Count = query.Count,
            Cursor = query.Cursor,
            KnownAt = at.KnownAt,
            ValidAt = at.ValidAt,
        };
}

[JsonSerializable(typeof(QueryEntities))]
internal sealed partial class QueryEntitiesShapes : JsonSerializerContext;

public static partial class SearchModule
{
    public static readonly Operation<QueryEntities, Page<EntityView>> Query = new Operation<EntityListing, QueryEntities, Page<EntityView>>(
        "query_entities",
        "The same as listing entities, with the query as JSON.",
        (listing, request, context) =>
            context.ReadAsync(request, (connection, point) => listing.ListAsync(connection, request.Query(), point))
    )
    {
        Route = OperationRoute.Post("/entities/query") with { Body = typeof(EntityQuery) },
        Tool = new()
        {
            Name = "list_entities",
            Description = "Entities by type, field comparisons and text, sorted. Merged and deleted ones only when asked for.",
        },
        Examples = ["""{"text":"<word>","include_deleted":true,"include_merged":true}""", """{"entity_type":"<type>"}"""],
        Shapes = () => QueryEntitiesShapes.Default,
    };
}

public partial record struct SearchArea
{
    public Task<Page<EntityView>> ListAsync(EntityQuery query, ReadAt at, CancellationToken ct) =>
        Strata.InvokeAsync(SearchModule.Query, QueryEntities.Of(query, at), progress: null, ct);
}
