namespace Strata.Server.Tests;

internal sealed record ReadEvent(string Name, string Id, JsonElement Data);

/// <summary>Reads server-sent events, as they come.</summary>
internal sealed class EventReader(HttpResponseMessage response, StreamReader lines) : IAsyncDisposable
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    public static async Task<EventReader> OpenAsync(HttpClient client, string path, string? after = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (after is not null)
        {
            request.Headers.Add("Last-Event-ID", after);
        }
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        response.EnsureSuccessStatusCode();
        response.Content.Headers.ContentType?.MediaType.ShouldBe("text/event-stream");
        return new(response, new StreamReader(await response.Content.ReadAsStreamAsync(Cancel)));
    }

    /// <summary>All events and comments of a stream that ends.</summary>
    public static async Task<(List<ReadEvent> Events, int Comments)> AllAsync(HttpClient client, string path, string? after = null)
    {
        await using var reader = await OpenAsync(client, path, after);
        return (await reader.RestAsync(), reader.Comments);
    }

    public int Comments { get; private set; }

    public async Task<ReadEvent> NextAsync() => await TryNextAsync() ?? throw new EndOfStreamException();

    public async Task<ReadEvent> NextAsync(Func<ReadEvent, bool> which)
    {
        while (true)
        {
            var next = await NextAsync();
            if (which(next))
            {
                return next;
            }
        }
    }

    public async Task<List<ReadEvent>> RestAsync()
    {
        var rest = new List<ReadEvent>();
        while (await TryNextAsync() is { } next)
        {
            rest.Add(next);
        }
        return rest;
    }

    public ValueTask DisposeAsync()
    {
        lines.Dispose();
        response.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<ReadEvent?> TryNextAsync()
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await lines.ReadLineAsync(Cancel) is { } line)
        {
            if (line.StartsWith(':'))
            {
                Comments++;
            }
            else if (line.Length > 0)
            {
                fields[line[..line.IndexOf(':')]] = line[(line.IndexOf(':') + 2)..];
            }
            else if (fields.Count > 0)
            {
                return new(fields["event"], fields["id"], JsonElement.Parse(fields["data"]));
            }
        }
        return null;
    }
}
