using System.Collections.Concurrent;
using System.Net.Http.Headers;

namespace Strata.Server.Tests.Upgrades;

/// <summary>
/// A caller who does one thing after another at any of several servers: whatever meets in the same identity keys, and takes back what gave
/// them.
/// </summary>
internal sealed class Caller(IReadOnlyList<Uri> servers, string token, int seed, Known known) : IDisposable
{
    private readonly HttpClient _http = new()
    {
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
        Timeout = Timeout.InfiniteTimeSpan,
    };
    private readonly Random _random = new(seed);

    public void Dispose() => _http.Dispose();

    public async Task ActAsync(int times)
    {
        for (var i = 0; i < times; i++)
        {
            await (
                _random.Next(100) switch
                {
                    < 40 => StateAsync(),
                    < 55 when known.Observations.Any(_random) is { } observation => RetractAsync(observation),
                    < 60 when known.Retractions.Any(_random) is { } retraction => RetractAsync(retraction),
                    < 68 when known.Entities.Any(_random) is { } entity => SendAsync(
                        $"/entities/{entity}/correct",
                        $$"""{"fields":{"name":"C{{i}}","email":"{{Mail()}}"} }"""
                    ),
                    < 76 when known.Entities.Any(_random) is { } merging && known.Entities.Any(_random) is { } target => SendAsync(
                        $"/entities/{merging}/merge",
                        $$"""{"to":"{{target}}"}"""
                    ),
                    < 80 when known.Entities.Any(_random) is { } merged => SendAsync($"/entities/{merged}/unmerge", "{}"),
                    < 90 => TakeInAsync(),
                    _ => SendAsync("/entities?limit=20", body: null),
                }
            );
        }
    }

    /// <summary>What each kind of write is answered with.</summary>
    public async Task<IReadOnlyList<(int Status, string Answer)>> WritesAsync() =>
        [await StateAsync(), await TakeInAsync(), await SendAsync("/relationships", """{"from":"ent_1","to":"ent_2","type":"knows"}""")];

    private async Task<(int Status, string Answer)> StateAsync()
    {
        var n = _random.Next(80);
        var fields =
            $$"""{"name":"N{{n}}","email":"{{(_random.Next(3) > 0 ? $"e{n}@z.org" : Mail())}}","external_id":"X{{_random.Next(60)}}"}""";
        return await SendAsync("/entities", $$"""{"entities":[{"entity_type":"contact","fields":{{fields}}}]}""");
    }

    private Task<(int Status, string Answer)> RetractAsync(string what) => SendAsync("/retract/" + what, "{}");

    /// <summary>Rows that say the same are as many entities, and those with a known address are of that entity.</summary>
    private Task<(int Status, string Answer)> TakeInAsync()
    {
        var table = new StringBuilder("name,email\n");
        for (var row = 0; row < 3; row++)
        {
            table.Append(CultureInfo.InvariantCulture, $"R{_random.Next(100)},{Mail()}\nsame,\nsame,\n");
        }
        var wait = _random.Next(2) == 0 ? "true" : "false";
        return SendAsync(
            $"/sources?entity_type=contact&file_name=people{_random.Next(1_000)}.csv&wait={wait}",
            table.ToString(),
            "text/csv"
        );
    }

    private string Mail() => string.Create(CultureInfo.InvariantCulture, $"x{_random.Next(60)}@z.org");

    private async Task<(int Status, string Answer)> SendAsync(string path, string? body, string mediaType = "application/json")
    {
        var server = servers[_random.Next(servers.Count)];
        using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, new Uri(server, "api/v1" + path));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, mediaType);
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var (status, answer) = ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        known.Hear(server, request.Method + " " + path, status, answer);
        return (status, answer);
    }
}

/// <summary>What callers have been answered, all of them together.</summary>
internal sealed class Known
{
    private int _done;

    public Picked Entities { get; } = new();
    public Picked Observations { get; } = new();
    public Picked Retractions { get; } = new();

    /// <summary>Writes that were done.</summary>
    public int Done => _done;

    /// <summary>Answers from 500 on.</summary>
    public ConcurrentQueue<string> Failures { get; } = new();

    public void Hear(Uri server, string request, int status, string answer)
    {
        if (status >= 500)
        {
            Failures.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{request} at {server}: {status} {answer}"));
        }
        if (status >= 300 || request.StartsWith("GET", StringComparison.Ordinal))
        {
            return;
        }
        Interlocked.Increment(ref _done);
        var json = JsonElement.Parse(answer);
        if (json.TryGetProperty("id", out var id) && json.TryGetProperty("kind", out var kind))
        {
            (kind.GetString() == "retract" ? Retractions : Observations).Add(id.GetString());
        }
        if (request.EndsWith("/entities", StringComparison.Ordinal))
        {
            foreach (var entity in json.GetProperty("entities").EnumerateArray())
            {
                Entities.Add(entity.Text("entity_id"));
                Observations.Add(entity.Text("observation_id"));
            }
        }
    }
}

/// <summary>Ids of which callers pick one.</summary>
internal sealed class Picked
{
    private readonly ConcurrentDictionary<int, string> _ids = new();

    public int Count => _ids.Count;

    public void Add(string? id)
    {
        while (id is not null && !_ids.TryAdd(_ids.Count, id)) { }
    }

    public string? Any(Random random) => _ids.Count is > 0 and var count && _ids.TryGetValue(random.Next(count), out var id) ? id : null;
}
