using System.Net.Http.Headers;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Server;
using Strata.Server.Mcp;

namespace Strata.Server.Tests;

/// <summary>A server on a loopback port of its own, and a client of it.</summary>
public sealed class RunningServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RunningServer(WebApplication app)
    {
        _app = app;
        Address = new Uri(app.Urls.Single());
        Client = NewClient(Address);
    }

    public Uri Address { get; }
    public HttpClient Client { get; }

    /// <param name="fixture">Another MCP server to serve at /fixture, on the same endpoint code.</param>
    internal static async Task<RunningServer> StartAsync(
        ServerStore store,
        ServerOptions? options = null,
        Action<McpServerOptions>? fixture = null,
        TimeProvider? time = null
    )
    {
        var loopback = (options ?? new ServerOptions()) with { Urls = [new("http://127.0.0.1:0")] };
        var app = StrataServer.Build(loopback, store, time ?? TimeProvider.System);
        if (fixture is not null)
        {
            app.MapMcp("/fixture", (_, options) => fixture(options));
            fixture(app.Services.GetRequiredService<IOptions<McpServerOptions>>().Value); // headers are checked against these tools
        }
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new RunningServer(app);
    }

    /// <summary>A store that answers every call with one error.</summary>
    public static ServerStore Refusing(Exception error) =>
        new((_, _) => RefusingStrata.With(error), (_, _) => Task.FromResult<Caller?>(null), _ => Task.FromResult(new StoreHealth([])));

    public HttpClient ClientWith(string token)
    {
        var client = NewClient(Address);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>Waits for as long as the test may last: how fast a machine is, is not asked here.</summary>
    public static HttpClient NewClient(Uri address) => new() { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Stops as on a signal: requests are waited for.</summary>
    public Task StopAsync() => _app.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}

/// <summary>Every operation of the store, answering with one error.</summary>
public class RefusingStrata : DispatchProxy
{
    private Exception _error = new InvalidOperationException();

    public static IStrata With(Exception error)
    {
        var strata = Create<IStrata, RefusingStrata>();
        ((RefusingStrata)(object)strata)._error = error;
        return strata;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => throw _error;
}

public static class HttpSteps
{
    public static Task<HttpResponseMessage> TellAsync(this HttpClient client, string path, string json) =>
        client.PostAsync(path, new StringContent(json, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);

    public static Task<HttpResponseMessage> AskAsync(
        this HttpClient client,
        string path,
        params ReadOnlySpan<(string Name, string Value)> headers
    )
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        }
        return client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static async Task<JsonElement> JsonAsync(this Task<HttpResponseMessage> response, int status = 200)
    {
        using var answer = await response;
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        ((int)answer.StatusCode).ShouldBe(status, text);
        return JsonElement.Parse(text);
    }

    /// <summary>What the server says of its readiness, asked again where the machine was too slow for a check: each has seconds.</summary>
    public static async Task<JsonElement> ReadyAsync(this HttpClient client, int status = 200)
    {
        while (true)
        {
            using var answer = await client.AskAsync("/health/ready");
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            if (!text.Contains("No answer within", StringComparison.Ordinal))
            {
                ((int)answer.StatusCode).ShouldBe(status, text);
                return JsonElement.Parse(text);
            }
        }
    }

    /// <summary>The answer must be problem details with this status and code; gives their detail.</summary>
    public static async Task<string> RefusedAsync(this Task<HttpResponseMessage> response, int status, string code)
    {
        using var answer = await response;
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        ((int)answer.StatusCode).ShouldBe(status, text);
        answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        var problem = JsonElement.Parse(text);
        problem.GetProperty("status").GetInt32().ShouldBe(status);
        problem.GetProperty("code").GetString().ShouldBe(code, text);
        problem.GetProperty("type").GetString().ShouldBe("urn:strata:error:" + code);
        text.ShouldNotContain("   at ");
        text.ShouldNotContain("System.");
        return problem.TryGetProperty("detail", out var detail) ? detail.GetString() ?? "" : "";
    }
}
