using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using ModelContextProtocol.Server;

namespace Strata.Server.Mcp;

/// <summary>The open sessions. Each owner has a few at most, and one that nobody uses is closed.</summary>
internal sealed class McpSessions(ServerOptions options, TimeProvider time) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, McpHttpSession> _open = new(StringComparer.Ordinal);

    public async Task<McpHttpSession> OpenAsync(string owner, Func<string, (StreamableHttpServerTransport, McpServer)> start)
    {
        await SweepAsync(owner);
        var id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));
        var (transport, server) = start(id);
        var session = new McpHttpSession(id, owner, transport, server, time);
        _open[id] = session;
        session.Start();
        return session;
    }

    /// <summary>Null where there is none, or it is someone else's: the answer is the same.</summary>
    public McpHttpSession? Find(string id, string owner) =>
        _open.TryGetValue(id, out var session) && string.Equals(session.Owner, owner, StringComparison.Ordinal) ? session : null;

    public ValueTask CloseAsync(McpHttpSession session) =>
        _open.TryRemove(session.Id, out _) ? session.DisposeAsync() : ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var session in _open.Values)
        {
            await CloseAsync(session);
        }
    }

    /// <summary>Makes room: closes what has been idle too long, and the owner's least recently used where there are too many.</summary>
    private async Task SweepAsync(string owner)
    {
        foreach (var session in _open.Values.Where(s => s.Idle > options.McpSessionIdle))
        {
            await CloseAsync(session);
        }
        var own = _open.Values.Where(s => string.Equals(s.Owner, owner, StringComparison.Ordinal)).OrderBy(s => s.LastUse).ToList();
        foreach (var session in own.Take(own.Count - options.MaxMcpSessions + 1))
        {
            await CloseAsync(session);
        }
    }
}
