using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Strata.Ledger;
using Strata.Operations;

namespace Strata.Entities;

public sealed record ListTimeline : PastRequest
{
    [Description("From then on: a date or time.")]
    public string? From { get; init; }

    [Description("Before that time; of a date its whole day too. Recurring events are expanded up to then, by default for a year.")]
    public string? To { get; init; }

    public string? EntityId { get; init; }

    public string? EntityType { get; init; }

    [Range(1, 1000)]
    public int Limit { get; set; } = 50;

    public string? Cursor { get; init; }

    internal TimelineQuery Query() =>
        new()
        {
            From = From,
            To = To,
            EntityId = EntityId,
            EntityType = EntityType,
            Limit = Limit,
            Cursor = Cursor,
        };
}

[JsonSerializable(typeof(ListTimeline))]
internal sealed partial class ListTimelineShapes : JsonSerializerContext;

public static partial class EntitiesModule
{
    public static readonly Operation<ListTimeline, Page<TimelineEvent>> ListTimeline = new Operation<
        Timeline,
        ListTimeline,
        Page<TimelineEvent>
    >(
        "list_timeline",
        "Dated events in time order.",
        (timeline, request, context) =>
            context.ReadAsync(request, (connection, point) => timeline.ListAsync(connection, request.Query(), point))
    )
    {
        Route = OperationRoute.Get("/timeline"),
        Tool = new()
        {
            Description = "Dated events (due dates, meetings, occurrences of what recurs) of all entities or one, in time order.",
        },
        Examples = ["""{}""", """{"entity_id":"<contact>"}""", """{"entity_type":"<type>"}""", """{"from":"2026-01-01"}"""],
        Shapes = () => ListTimelineShapes.Default,
    };
}

public partial record struct EntitiesArea
{
    public Task<Page<TimelineEvent>> ListTimelineAsync(TimelineQuery query, ReadAt at, CancellationToken ct) =>
        Strata.InvokeAsync(
            EntitiesModule.ListTimeline,
            new()
            {
                From = query.From,
                To = query.To,
                EntityId = query.EntityId,
                EntityType = query.EntityType,
                Limit = query.Limit,
                Cursor = query.Cursor,
                KnownAt = at.KnownAt,
                ValidAt = at.ValidAt,
            },
            progress: null,
            ct
        );
}
