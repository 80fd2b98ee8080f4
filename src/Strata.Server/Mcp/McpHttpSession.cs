using ModelContextProtocol.Server;

namespace Strata.Server.Mcp;

/// <summary>One client's session: an MCP server that lives between requests.</summary>
internal sealed class McpHttpSession(string id, string owner, StreamableHttpServerTransport transport, McpServer server, TimeProvider time)
    : IAsyncDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private Task _running = Task.CompletedTask;
    private long _lastUse = time.GetTimestamp();
    private int _users;
    private int _listening;

    public string Id => id;
    public string Owner => owner;
    public StreamableHttpServerTransport Transport => transport;

    /// <summary>How long no request has used it; zero while one does.</summary>
    public TimeSpan Idle => Volatile.Read(ref _users) > 0 ? TimeSpan.Zero : time.GetElapsedTime(LastUse);

    /// <summary>When a request last began or ended, as a timestamp of the clock: orders sessions by use.</summary>
    public long LastUse => Volatile.Read(ref _lastUse);

    public void Start() => _running = server.RunAsync(_closed.Token);

    public IDisposable Use()
    {
        Interlocked.Increment(ref _users);
        Touch();
        return new Used(this);
    }

    public bool TryListen() => Interlocked.CompareExchange(ref _listening, 1, 0) == 0;

    public async ValueTask DisposeAsync()
    {
        await transport.DisposeAsync();
        await _closed.CancelAsync();
        try
        {
            await _running;
        }
        catch (OperationCanceledException)
        {
            // Closing is what cancels it.
        }
        await server.DisposeAsync();
        _closed.Dispose();
    }

    private sealed class Used(McpHttpSession session) : IDisposable
    {
        public void Dispose()
        {
            session.Touch();
            Interlocked.Decrement(ref session._users);
        }
    }

    private void Touch() => Volatile.Write(ref _lastUse, time.GetTimestamp());
}
