using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Strata.Entities;
using Strata.Indexing;
using Strata.Ledger;
using Strata.Operations;

namespace Strata.Aggregates;

public sealed record CountEntities : PastRequest
{
    public string? EntityType { get; init; }

    [Description("prj_… or its name.")]
    public string? Project { get; init; }

    [Description("A filter: total > 100 and (vendor = 'Acme' or date in last month).")]
    public string? Where { get; init; }

    [Description("As in a list: field:op:value.")]
    public IReadOnlyList<string> Filter { get; set; } = [];

    [Description("Words that must occur.")]
    public string? Text { get; init; }

    [Description("Where days begin: Europe/Berlin; default UTC.")]
    public string? TimeZone { get; init; }

    [Description("Fields whose values are counted too; dates by month or year, numbers by size.")]
    public IReadOnlyList<string> Facets { get; set; } = [];

    [Description("Values shown of each field.")]
    [Range(1, 1000)]
    public int Values { get; set; } = 10;

    [Description("Counts exactly up to so many; beyond, the answer says at_least.")]
    [Range(1, 10_000_000)]
    public int UpTo { get; set; } = 1_000_000;

    internal EntityQuery Query() =>
        new()
        {
            EntityType = EntityType,
            Project = Project,
            Filters = [.. Filter.Select(FieldFilter.Parse)],
            Where = Where,
            TimeZone = TimeZone,
            Text = Text,
        };
}

[JsonSerializable(typeof(CountEntities))]
[JsonSerializable(typeof(EntityCount))]
internal sealed partial class CountEntitiesShapes : JsonSerializerContext;

public static partial class AggregatesModule
{
    public static readonly Operation<CountEntities, EntityCount> Count = new Operation<EntityAggregates, CountEntities, EntityCount>(
        "count_entities",
        "How many entities a filter leaves, and the values of some fields among them.",
        (aggregates, request, context) =>
            context.ReadAsync(request, (connection, point) => aggregates.CountAsync(connection, request, point, context.Progress))
    )
    {
        ReportsProgress = true,
        Route = OperationRoute.Post("/entities/count"),
        Tool = new() { Profile = ToolProfile.Admin },
        Examples = ["""{}""", """{"entity_type":"<type>"}""", """{"text":"<word>"}"""],
        Shapes = () => CountEntitiesShapes.Default,
    };
}

public partial record struct AggregatesArea
{
    public Task<EntityCount> CountAsync(CountEntities request, IProgress<Progress>? progress, CancellationToken ct) =>
        Strata.InvokeAsync(AggregatesModule.Count, request, progress, ct);
}
