using System.Runtime.CompilerServices;

namespace Strata.Cli.Remote;

/// <summary>Watches what the server tells by events; after a broken connection, resumes after the last event received.</summary>
internal sealed partial class RemoteStrata
{
    private const int Reconnects = 10;
    private static readonly TimeSpan BetweenReconnects = TimeSpan.FromSeconds(1);

    private async IAsyncEnumerable<IWatchedState> StatesAsync(Query path, Type type, [EnumeratorCancellation] CancellationToken ct)
    {
        IWatchedState? last = null;
        string? id = null;
        for (var broken = 0; last is not { IsFinal: true }; broken++)
        {
            if (broken > 0)
            {
                await Task.Delay(BetweenReconnects, ct);
            }
            await using var events = EventsAsync(path, type, id, ct).GetAsyncEnumerator(ct);
            while (await NextAsync(events, mayBreak: last is not null && broken < Reconnects))
            {
                (last, id, broken) = (events.Current.State, events.Current.Id, 0);
                yield return last;
            }
        }
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<(IWatchedState State, string? Id)> events, bool mayBreak)
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

    private async IAsyncEnumerable<(IWatchedState State, string? Id)> EventsAsync(
        Query path,
        Type type,
        string? after,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path.ToString());
        if (after is not null)
        {
            request.Headers.Add("Last-Event-ID", after);
        }
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        await EnsureSuccessAsync(response, ct);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(ct));
        var id = after;
        while (await lines.ReadLineAsync(ct) is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
            {
                id = line["id: ".Length..];
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                var state =
                    JsonSerializer.Deserialize(line["data: ".Length..], type, Reading) as IWatchedState
                    ?? throw new HttpRequestException($"{http.BaseAddress} does not respond like this version of Strata.");
                yield return (state, id);
            }
        }
    }
}
