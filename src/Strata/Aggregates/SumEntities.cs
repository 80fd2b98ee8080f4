using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Strata.Entities;
using Strata.Indexing;
using Strata.Ledger;
using Strata.Operations;

namespace Strata.Aggregates;

public sealed record SumEntities : PastRequest
{
    [Description("Needed for a sum.")]
    public string? EntityType { get; init; }

    [Description("prj_… or its name.")]
    public string? Project { get; init; }

    [Description("Number to sum: total, items.amount. Without: entities are counted.")]
    public string? Field { get; init; }

    [Description("Up to 3: a field, year(date), quarter(date), month(date), week(date), day(date), entity_type.")]
    public IReadOnlyList<string> By { get; set; } = [];

    [Description("A filter: counterparty contains stadtwerke and date in last quarter.")]
    public string? Where { get; init; }

    [Description("As in a list: field:op:value.")]
    public IReadOnlyList<string> Filter { get; set; } = [];

    [Description("Words that must occur.")]
    public string? Text { get; init; }

    [Description("Where days begin: Europe/Berlin; default UTC.")]
    public string? TimeZone { get; init; }

    [Description("What it is grouped by, count, sum, min, max or average; - before it: descending.")]
    public string? Sort { get; init; }

    [Range(1, 10_000)]
    public int Limit { get; set; } = 100;

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

[JsonSerializable(typeof(SumEntities))]
[JsonSerializable(typeof(EntitySums))]
internal sealed partial class SumEntitiesShapes : JsonSerializerContext;

public static partial class AggregatesModule
{
    public static readonly Operation<SumEntities, EntitySums> Sum = new Operation<EntityAggregates, SumEntities, EntitySums>(
        "sum_entities",
        "Sums, counts and averages of a field, in groups. Exact; money by currency.",
        (aggregates, request, context) =>
            context.ReadAsync(request, (connection, point) => aggregates.SumAsync(connection, request, point, context.Progress))
    )
    {
        ReportsProgress = true,
        Route = OperationRoute.Post("/entities/sum"),
        Tool = new()
        {
            Description = "Exact sums, counts, averages of a field, grouped; money by currency. For how much, how many, per month.",
            Shows = ["groups", "totals", "more_groups"],
        },
        Examples =
        [
            """{"entity_type":"<type>"}""",
            """{"by":["entity_type"]}""",
            """{"text":"<word>","by":["entity_type"]}""",
            """{"entity_type":"invoice","field":"total","by":["month(issue_date)"],"where":"issue_date in last 2 years"}""",
        ],
        Shapes = () => SumEntitiesShapes.Default,
    };
}

public partial record struct AggregatesArea
{
    public Task<EntitySums> SumAsync(SumEntities request, IProgress<Progress>? progress, CancellationToken ct) =>
        Strata.InvokeAsync(AggregatesModule.Sum, request, progress, ct);
}
