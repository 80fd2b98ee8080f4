using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Strata.Entities;
using Strata.Indexing;
using Strata.Ledger;
using Strata.Operations;

namespace Strata.Search;

public sealed record ListEntities : PastRequest
{
    public string? EntityType { get; init; }

    [Description("prj_… or its name.")]
    public string? Project { get; init; }

    [Description("field:op:value or field:exists, repeated; all must hold. op: eq, ne, lt, le, gt, ge, prefix, contains, exists, missing.")]
    public IReadOnlyList<string> Filter { get; set; } = [];

    [Description("A filter: total > 100 and (vendor = 'Acme' or date in last month).")]
    public string? Where { get; init; }

    [Description("Where its days begin: Europe/Berlin; default UTC.")]
    public string? TimeZone { get; init; }

    [Description("Words that must occur; \"quoted\" for a phrase.")]
    public string? Text { get; init; }

    [Description("A time or ledger seq.")]
    public string? ChangedSince { get; init; }

    [Description("A field; - before it for descending order.")]
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
            Filters = [.. Filter.Select(FieldFilter.Parse)],
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
}

[JsonSerializable(typeof(ListEntities))]
internal sealed partial class ListEntitiesShapes : JsonSerializerContext;

public static partial class SearchModule
{
    public static readonly Operation<ListEntities, Page<EntityView>> List = new Operation<EntityListing, ListEntities, Page<EntityView>>(
        "list_entities",
        "Entities by type, field comparisons and text.",
        (listing, request, context) =>
            context.ReadAsync(request, (connection, point) => listing.ListAsync(connection, request.Query(), point))
    )
    {
        Route = OperationRoute.Get("/entities"),
        Examples =
        [
            """{"entity_type":"<type>"}""",
            """{"text":"<word>","include_deleted":true,"include_merged":true}""",
            """{"filter":["name:exists"]}""",
            """{"project":"<project>"}""",
        ],
        Shapes = () => ListEntitiesShapes.Default,
    };
}
