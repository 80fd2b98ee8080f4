using System.Text.Json.Serialization.Metadata;

namespace Strata.Server.Runs;

/// <summary>
/// A run as server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html): <c>state</c>, and at last <c>end</c>, each
/// the whole <see cref="RunState"/> with its version as the event's id. A client that has seen the end already gets 204, on which
/// browsers stop to reconnect.
/// </summary>
internal sealed class RunEvents(Func<CancellationToken, IAsyncEnumerable<RunState>> watch, string? after) : IResult
{
    private static readonly JsonTypeInfo<RunState> Shape = (JsonTypeInfo<RunState>)StrataJson.Options.GetTypeInfo(typeof(RunState));

    private string? _told = after;

    public async Task ExecuteAsync(HttpContext http)
    {
        var stopping = http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        try
        {
            await using var states = watch(stop.Token).GetAsyncEnumerator(stop.Token);
            while (await states.MoveNextAsync()) // the first before anything is answered: there may be no such run
            {
                await TellAsync(http, states.Current, stop.Token);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The client reconnects, to another process or this one's successor.
        }
    }

    private async Task TellAsync(HttpContext http, RunState state, CancellationToken ct)
    {
        var isKnown = string.Equals(state.Version, _told, StringComparison.Ordinal);
        _told = state.Version;
        if (!http.Response.HasStarted)
        {
            if (isKnown && state.FinishedAt is not null)
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
                : $"id: {state.Version}\nevent: {(state.FinishedAt is null ? "state" : "end")}\ndata: {JsonSerializer.Serialize(state, Shape)}\n\n",
            ct
        );
        await http.Response.Body.FlushAsync(ct);
    }
}
