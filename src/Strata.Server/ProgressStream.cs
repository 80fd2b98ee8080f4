using System.Threading.Channels;
using Microsoft.Net.Http.Headers;

namespace Strata.Server;

/// <summary>Form in which long work streams its progress, by the Accept header.</summary>
internal enum StreamFormat
{
    /// <summary>
    /// <c>application/x-ndjson</c>: an object a line, <c>{"progress": …}</c> and at last <c>{"report": …}</c> or <c>{"problem": …}</c>.
    /// </summary>
    JsonLines,

    /// <summary><c>text/event-stream</c>: the same as events of these names.</summary>
    Events,
}

internal static class ProgressStream
{
    public const string JsonLines = "application/x-ndjson";
    public const string Events = "text/event-stream";

    /// <summary>Returns the requested stream format; null if plain JSON is preferred or equal.</summary>
    public static StreamFormat? FormatOf(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted))
        {
            return null;
        }
        var best = accepted
            .OrderByDescending(a => a.Quality ?? 1)
            .Select(a => a.MediaType.Value)
            .FirstOrDefault(a => a is JsonLines or Events or "application/json" or "application/*" or "*/*");
        return best switch
        {
            JsonLines => StreamFormat.JsonLines,
            Events => StreamFormat.Events,
            _ => null,
        };
    }
}

/// <summary>Runs work and streams its progress, as fast as the caller reads and at most ten times a second.</summary>
/// <param name="shape">The type to write the report as; null: <typeparamref name="T"/>.</param>
internal sealed class ProgressStream<T>(StreamFormat format, Func<IProgress<Progress>, Task<T>> work, Type? shape = null) : IResult
{
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(100);

    public async Task ExecuteAsync(HttpContext http)
    {
        var ct = http.RequestAborted;
        http.Response.ContentType = format == StreamFormat.Events ? ProgressStream.Events : ProgressStream.JsonLines;
        http.Response.Headers.CacheControl = "no-store";
        var time = http.RequestServices.GetRequiredService<TimeProvider>();
        var steps = Channel.CreateBounded<Progress>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }
        );
        var working = WorkAsync(steps.Writer);
        try
        {
            await TellAsync(http, steps.Reader, time);
        }
        catch
        {
            // The caller left and the work is cancelled; until it ends it uses the request's body and services.
            await ((Task)working).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
        try
        {
            await TellAsync(http, "report", JsonSerializer.Serialize(await working, StrataJson.Options.GetTypeInfo(shape ?? typeof(T))));
        }
        catch (Exception e) when (!ct.IsCancellationRequested && e is not RequestAbortedException { Refusal: null })
        {
            var problem = http.RequestServices.GetRequiredService<Problems>().Of(e);
            await TellAsync(http, "problem", JsonSerializer.Serialize(problem, ServerJson.Ours.Problem));
        }
    }

    private async Task TellAsync(HttpContext http, ChannelReader<Progress> steps, TimeProvider time)
    {
        long? told = null;
        await foreach (var step in steps.ReadAllAsync(http.RequestAborted))
        {
            if (told is null || time.GetElapsedTime(told.Value) >= Apart)
            {
                told = time.GetTimestamp();
                await TellAsync(http, "progress", JsonSerializer.Serialize(step, StrataJson.Options));
            }
        }
    }

    private async Task<T> WorkAsync(ChannelWriter<Progress> steps)
    {
        try
        {
            return await work(new Reporter(steps));
        }
        finally
        {
            steps.Complete();
        }
    }

    private async Task TellAsync(HttpContext http, string name, string json)
    {
        var text = format == StreamFormat.Events ? $"event: {name}\ndata: {json}\n\n" : $$"""{"{{name}}":{{json}}}""" + "\n";
        await http.Response.WriteAsync(text, http.RequestAborted);
        await http.Response.Body.FlushAsync(http.RequestAborted);
    }

    private sealed class Reporter(ChannelWriter<Progress> steps) : IProgress<Progress>
    {
        public void Report(Progress value) => steps.TryWrite(value);
    }
}
