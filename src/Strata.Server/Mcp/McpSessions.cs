using System.Collections.Concurrent;
using ModelContextProtocol.Server;

namespace Strata.Server.Mcp;

/// <summary>
/// Ties each session to the token or user that opened it, and limits sessions per owner to <see cref="ServerOptions.MaxMcpSessions"/>:
/// opening one more closes the least recently used.
/// </summary>
internal sealed class McpSessions(ServerOptions options, TimeProvider time)
{
    private const string Header = "Mcp-Session-Id";
    private readonly ConcurrentDictionary<string, Session> _open = new(StringComparer.Ordinal);

    /// <summary>Hides sessions of other users: a request that names one is answered as if it did not exist.</summary>
    public async Task CheckAsync(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<McpServed>() is null)
        {
            await next(http);
            return;
        }
        if (http.Request.Headers[Header].ToString() is { Length: > 0 } id)
        {
            if (_open.TryGetValue(id, out var session) && string.Equals(session.Owner, OwnerOf(http), StringComparison.Ordinal))
            {
                session.LastUse = time.GetTimestamp();
            }
            else
            {
                http.Request.Headers[Header] = "closed";
            }
        }
        await McpRevision.CheckAsync(http, next);
        if (HttpMethods.IsDelete(http.Request.Method) && !http.Response.HasStarted && http.Response.StatusCode == StatusCodes.Status200OK)
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        }
    }

    /// <summary>Runs a new session until its client ends it, it is idle too long, or its user opens too many.</summary>
    public async Task RunAsync(HttpContext http, McpServer server, CancellationToken ct)
    {
        if (server.SessionId is not { } id)
        {
            await server.RunAsync(ct);
            return;
        }
        var session = new Session(OwnerOf(http), ct) { LastUse = time.GetTimestamp() };
        _open[id] = session;
        foreach (
            var (old, _) in _open
                .Where(s => string.Equals(s.Value.Owner, session.Owner, StringComparison.Ordinal))
                .OrderByDescending(s => s.Value.LastUse)
                .Skip(options.MaxMcpSessions)
        )
        {
            if (_open.TryRemove(old, out var closed)) // whoever removes a session disposes it
            {
                using var _ = closed;
                await closed.Ending.CancelAsync();
            }
        }
        try
        {
            await server.RunAsync(session.Ending.Token);
        }
        finally
        {
            if (_open.TryRemove(id, out var ended))
            {
                ended.Dispose();
            }
        }
    }

    /// <summary>A session keeps the scope of the token that opened it, so another token of the same user is another owner.</summary>
    private static string OwnerOf(HttpContext http)
    {
        var current = http.RequestServices.GetRequiredService<CurrentUser>();
        return current.Caller?.Name ?? current.Id.Value;
    }

    private sealed class Session(string owner, CancellationToken ct) : IDisposable
    {
        public string Owner => owner;
        public long LastUse { get; set; }
        public CancellationTokenSource Ending { get; } = CancellationTokenSource.CreateLinkedTokenSource(ct);

        public void Dispose() => Ending.Dispose();
    }
}
