using System.Text.Json.Serialization.Metadata;

namespace Strata.Server.Operations;

/// <summary>
/// A <see cref="Watch"/> as server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html): by default <c>state</c>,
/// and at last <c>end</c>, each the whole state with its version as the event's id. A client that has seen the end already gets 204, on which
/// browsers stop to reconnect.
/// </summary>
internal sealed class WatchEvents(Func<CancellationToken, Task<IAsyncEnumerable<IWatchedState>>> watch, JsonTypeInfo shape) : IResult
{
    private string? _told;

    public async Task ExecuteAsync(HttpContext http)
    {
        _told = http.Request.Headers["Last-Event-ID"].FirstOrDefault();
        var stopping = http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        try
        {
            var watched = await watch(stop.Token);
            await foreach (var state in watched.WithCancellation(stop.Token)) // a refusal comes before the first state
            {
                await TellAsync(http, state, stop.Token);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The client reconnects, to another process or this one's successor.
        }
    }

    private async Task TellAsync(HttpContext http, IWatchedState state, CancellationToken ct)
    {
        var isKnown = !(state.IsNews ?? !string.Equals(state.Version, _told, StringComparison.Ordinal));
        _told = state.Version;
        if (!http.Response.HasStarted)
        {
            if (isKnown && state.IsFinal)
            {
                http.Response.StatusCode = StatusCodes.Status204NoContent;
                return;
            }
            http.Response.ContentType = ProgressStream.Events;
            http.Response.Headers.CacheControl = "no-store";
            http.Response.Headers["X-Accel-Buffering"] = "no"; // nginx passes each event on at once
            await http.Response.StartAsync(ct);
        }
        await http.Response.WriteAsync(
            isKnown
                ? ": still there\n\n"
                : $"id: {state.Version}\nevent: {state.EventName}\ndata: {JsonSerializer.Serialize(state, shape)}\n\n",
            ct
        );
        await http.Response.Body.FlushAsync(ct);
    }
}
