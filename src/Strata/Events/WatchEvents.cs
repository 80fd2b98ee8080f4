using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Events;

public sealed record WatchEvents
{
    [Description("Id of the last event known, or a seq of the ledger: goes on from there. Default: from now on.")]
    public string? After { get; init; }

    [Description("How long the stream lasts (default: half an hour); 0: only what is new now.")]
    [Range(0, EventLimits.MaxSeconds)]
    public int? Seconds { get; init; }
}

[JsonSerializable(typeof(WatchEvents))]
[JsonSerializable(typeof(WatchedEvent))]
internal sealed partial class WatchEventsShapes : JsonSerializerContext;

public static partial class EventsModule
{
    public static readonly Operation<WatchEvents, Watch> Watch = new Operation<EventWatch, WatchEvents, Watch>(
        "watch_events",
        "Server-sent events: what is added to the ledger (ledger), and where runs (run), jobs (job) and uploads in pieces (upload) stand, whichever process works on them.",
        (watch, request, context) => Task.FromResult(new Watch(watch.WatchAsync(context.User, request, context.Cancellation)))
    )
    {
        StateType = typeof(WatchedEvent),
        Route = OperationRoute.Get("/events"),
        Examples = ["""{"seconds":0}"""],
        Shapes = () => WatchEventsShapes.Default,
    };
}

public partial record struct EventsArea
{
    /// <summary>Yields events until the time is over; ask again with the <see cref="WatchedEvent.Version"/> of the last one.</summary>
    public async IAsyncEnumerable<WatchedEvent> WatchAsync(WatchEvents request, [EnumeratorCancellation] CancellationToken ct)
    {
        var watch = await Strata.InvokeAsync(EventsModule.Watch, request, progress: null, ct);
        await foreach (var state in watch.States.WithCancellation(ct))
        {
            yield return (WatchedEvent)state;
        }
    }
}
