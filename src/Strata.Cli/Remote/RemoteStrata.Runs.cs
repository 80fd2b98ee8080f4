using System.Runtime.CompilerServices;

namespace Strata.Cli.Remote;

/// <summary>Follows runs by the server's events; after a broken connection, resumes after the last event received.</summary>
internal sealed partial class RemoteStrata
{
    private const int Reconnects = 10;
    private static readonly TimeSpan BetweenReconnects = TimeSpan.FromSeconds(1);

    public async IAsyncEnumerable<RunState> WatchRunAsync(string runId, [EnumeratorCancellation] CancellationToken ct)
    {
        RunState? last = null;
        for (var broken = 0; last?.FinishedAt is null; broken++)
        {
            if (broken > 0)
            {
                await Task.Delay(BetweenReconnects, ct);
            }
            await using var events = EventsAsync(runId, last?.Version, ct).GetAsyncEnumerator(ct);
            while (await NextAsync(events, mayBreak: last is not null && broken < Reconnects))
            {
                (last, broken) = (events.Current, 0);
                yield return last;
            }
        }
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<RunState> events, bool mayBreak)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (Exception e) when (mayBreak && e is HttpRequestException or IOException)
        {
            return false;
        }
    }

    private async IAsyncEnumerable<RunState> EventsAsync(string runId, string? after, [EnumeratorCancellation] CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Query($"runs/{runId}/events").ToString());
        if (after is not null)
        {
            request.Headers.Add("Last-Event-ID", after);
        }
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        await EnsureSuccessAsync(response, ct);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(ct));
        while (await lines.ReadLineAsync(ct) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                yield return JsonSerializer.Deserialize<RunState>(line["data: ".Length..], Reading)
                    ?? throw new HttpRequestException($"{http.BaseAddress} does not respond like this version of Strata.");
            }
        }
    }
}
