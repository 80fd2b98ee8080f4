using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Strata.Cli.Remote;

/// <summary>A remote server, through its REST API. Progress counts bytes sent, or is what the server reports for long operations.</summary>
internal sealed partial class RemoteStrata(HttpClient http) : IStrata, IAsyncDisposable
{
    /// <summary>Accepts answers without null properties, and unknown properties of newer servers.</summary>
    private static readonly JsonSerializerOptions Reading = new(StrataJson.Options)
    {
        RespectRequiredConstructorParameters = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    };

    public static RemoteStrata Connect(Uri server, string? token)
    {
        var handler = new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(15), AllowAutoRedirect = false };
        var http = new HttpClient(new ConnectError(handler))
        {
            BaseAddress = new Uri(server, "api/v1/"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
        http.DefaultRequestHeaders.UserAgent.Add(
            new ProductInfoHeaderValue("strata-cli", typeof(RemoteStrata).Assembly.GetName().Version?.ToString(3))
        );
        if (token is not null)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
        return new RemoteStrata(http);
    }

    public ValueTask DisposeAsync()
    {
        http.Dispose();
        return ValueTask.CompletedTask;
    }

    private static StringContent Body(JsonObject body) => new(body.ToJsonString(StrataJson.Options), Encoding.UTF8, "application/json");

    private async Task<T> SendAsync<T>(HttpRequestMessage request, CancellationToken ct)
    {
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        await EnsureSuccessAsync(response, ct);
        try
        {
            return await response.Content.ReadFromJsonAsync<T>(Reading, ct) ?? throw new JsonException("The answer is null.");
        }
        catch (JsonException e)
        {
            throw new HttpRequestException($"{http.BaseAddress} does not respond like this version of Strata: {e.Message}", e);
        }
    }

    private async Task EnsureSuccessAsync(HttpResponseMessage response, CancellationToken ct)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }
        var body = await response.Content.ReadAsStringAsync(ct);
        if (RemoteProblem.Read(body) is { } problem)
        {
            throw problem;
        }
        throw response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => new StrataException(ErrorCode.Unauthenticated, "The server requires a valid token."),
            HttpStatusCode.Forbidden => new StrataException(ErrorCode.Forbidden, "The server refuses this."),
            HttpStatusCode.TooManyRequests => new StrataException(ErrorCode.RateLimited, "Too many requests; try again later."),
            var status => (Exception)new HttpRequestException($"{http.BaseAddress} answered {(int)status} {response.ReasonPhrase}."),
        };
    }
}
