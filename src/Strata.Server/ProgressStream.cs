using System.Threading.Channels;
using Microsoft.Net.Http.Headers;

namespace Strata.Server;

/// <summary>How long work tells of its progress, where the caller's Accept header asks for a stream.</summary>
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

    /// <summary>The stream that is asked for; null where plain JSON is wanted as much.</summary>
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

/// <summary>Does the work while it tells of its progress: never more than the caller reads, at most ten times a second.</summary>
/// <param name="shape">The type that the report is written as; null: <typeparamref name="T"/>.</param>
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
            // The caller left, and the work was told so. Until it has ended it reads the request's body and uses its services.
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
