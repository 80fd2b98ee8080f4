using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Strata.Entities;
using Strata.Indexing;
using Strata.Ledger;
using Strata.Operations;

namespace Strata.Aggregates;

public sealed record ListEntityIds : PastRequest
{
    internal const int MaxIds = 200_000;

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

    [Range(1, MaxIds)]
    public int Limit { get; set; } = MaxIds;

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
        };
}

/// <param name="Ids">In the order of the list.</param>
/// <param name="Complete">Whether these are all; false: there are more than the limit.</param>
public sealed record EntityIds(IReadOnlyList<string> Ids, bool Complete) : IPastAnswer<EntityIds>
{
    /// <summary>The filter given as text as it was understood, with dates that don't move.</summary>
    public string? Where { get; init; }

    public ReadPoints? ReadAt { get; init; }

    EntityIds IPastAnswer<EntityIds>.At(ReadPoints? points) => this with { ReadAt = points };
}

[JsonSerializable(typeof(ListEntityIds))]
[JsonSerializable(typeof(EntityIds))]
internal sealed partial class ListEntityIdsShapes : JsonSerializerContext;

public static partial class AggregatesModule
{
    public static readonly Operation<ListEntityIds, EntityIds> Ids = new Operation<EntityIdListing, ListEntityIds, EntityIds>(
        "list_entity_ids",
        "The ids of all entities that a query leaves, in its order; get_entity_rows reads some of them.",
        (ids, request, context) => context.ReadAsync(request, (connection, point) => ids.ListAsync(connection, request, point))
    )
    {
        Route = OperationRoute.Post("/entities/ids"),
        Examples = ["""{"text":"<word>","include_deleted":true,"include_merged":true}""", """{"entity_type":"<type>"}""", "{}"],
        Shapes = () => ListEntityIdsShapes.Default,
    };
}

public partial record struct AggregatesArea
{
    public Task<EntityIds> ListIdsAsync(ListEntityIds request, CancellationToken ct) =>
        Strata.InvokeAsync(AggregatesModule.Ids, request, progress: null, ct);
}
