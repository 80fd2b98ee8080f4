using System.Net.Http.Headers;
using ModelContextProtocol.Client;
using Strata.Testing;

namespace Strata.Server.Tests;

/// <summary>A real store behind a real server, with the users alice and bob and their tokens.</summary>
internal sealed class StoreServer : IAsyncDisposable
{
    public const string Invoices = "Invoice No;Vendor;Total;Due date\nINV-1;Acme GmbH;1.234,50;2026-03-31\nINV-2;Müller;12,00;2026-04-30\n";

    private readonly RunningServer _server;
    private readonly Dictionary<string, string> _tokens = new(StringComparer.Ordinal);

    private StoreServer(TestStore test, RunningServer server)
    {
        Test = test;
        _server = server;
        Alice = null!; // set by StartAsync, which alone calls this
        Bob = null!;
    }

    public TestStore Test { get; }
    public HttpClient Alice { get; private set; }
    public HttpClient Bob { get; private set; }
    public Uri Address => _server.Address;
    public HttpClient Anyone => _server.Client;

    public HttpClient ClientWith(string token) => _server.ClientWith(token);

    public static async Task<StoreServer> StartAsync(
        Engine engine,
        ServerOptions? options = null,
        Func<StoreOptions, StoreOptions>? change = null
    )
    {
        var test = await TestStore.CreateAsync(engine, change);
        var server = await RunningServer.StartAsync(
            ServerStore.Of(test.Store),
            (options ?? new ServerOptions()) with
            {
                RequireTokens = true,
                MetricsForMachine = true,
            },
            time: test.Time
        );
        var started = new StoreServer(test, server);
        started.Alice = await started.ClientOfAsync("alice");
        started.Bob = await started.ClientOfAsync("bob");
        return started;
    }

    /// <summary>
    /// As long as the test may last: in less, a busy machine would have the client take the server for one of an older protocol.
    /// </summary>
    public static McpClientOptions PatientMcp(string? revision = null) =>
        new()
        {
            ProtocolVersion = revision,
            InitializationTimeout = Timeout.InfiniteTimeSpan,
            DiscoverProbeTimeout = Timeout.InfiniteTimeSpan,
        };

    /// <summary>An MCP client of a user, over HTTP.</summary>
    public Task<McpClient> McpAsync(string user = "alice", string? revision = null, string? profile = null) =>
        McpClient.CreateAsync(
            new HttpClientTransport(
                new()
                {
                    Endpoint = new Uri(Address, profile is null ? "mcp" : $"mcp?profile={profile}"),
                    TransportMode = HttpTransportMode.StreamableHttp,
                    AdditionalHeaders = new Dictionary<string, string> { ["Authorization"] = "Bearer " + _tokens[user] },
                }
            ),
            PatientMcp(revision),
            cancellationToken: TestContext.Current.CancellationToken
        );

    /// <summary>Stores one invoice; gives its id.</summary>
    public async Task<string> InvoiceAsync(string number, decimal total, HttpClient? client = null) =>
        await (client ?? Alice).StoreAsync(
            $$"""{"entity_type":"invoice","fields":{"external_id":"{{number}}","invoice_number":"{{number}}","total":{{total}} } }"""
        );

    /// <inheritdoc cref="RunningServer.StopAsync"/>
    public Task StopAsync() => _server.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Alice.Dispose();
        Bob.Dispose();
        await _server.DisposeAsync();
        await Test.DisposeAsync();
    }

    private async Task<HttpClient> ClientOfAsync(string user)
    {
        var token = await Test.Store.Users.AddTokenAsync(new UserId(user), "test", expires: null, TestContext.Current.CancellationToken);
        _tokens[user] = token.Token;
        return _server.ClientWith(token.Token);
    }
}

internal static class StoreSteps
{
    public static async Task<string> StoreAsync(this HttpClient client, string entity)
    {
        var stored = await client.TellAsync("/api/v1/entities", $$"""{"entities":[{{entity}}]}""").JsonAsync();
        return stored.GetProperty("entities")[0].Text("entity_id");
    }

    public static Task<HttpResponseMessage> UploadAsync(
        this HttpClient client,
        string query,
        string content,
        string? mediaType = null,
        string? key = null
    )
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/sources" + query)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(content)),
        };
        request.Content.Headers.ContentType = mediaType is null ? null : MediaTypeHeaderValue.Parse(mediaType);
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }
        return client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static string Text(this JsonElement json, string name) =>
        json.GetProperty(name).GetString() ?? throw new JsonException($"{name} is null.");

    public static IEnumerable<JsonElement> Items(this JsonElement json) =>
        (json.ValueKind == JsonValueKind.Array ? json : json.GetProperty("items")).EnumerateArray();
}
