using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Strata.Testing;

public enum NetworkFault
{
    None,

    /// <summary>Connections are reset at once.</summary>
    Refuse,

    /// <summary>Every request is answered with 503.</summary>
    Unavailable,

    /// <summary>Connections break within the request's body.</summary>
    BreakUpload,

    /// <summary>Requests get stuck within their body.</summary>
    HoldUpload,

    /// <summary>The next connection breaks within the answer's body; later ones work.</summary>
    BreakDownloadOnce,

    /// <summary>Nothing gets through, and nothing is refused.</summary>
    Stall,

    /// <summary>Bodies of answers come with other bytes.</summary>
    WrongBytes,

    /// <summary>Requests with a condition (If-None-Match) are answered with 501, as by servers that know none.</summary>
    NoConditions,
}

/// <summary>Stands between the program and a server, and does to its connections what networks and servers do.</summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private const int BreaksAfter = 96 * 1024;
    private static readonly byte[] HeadEnd = "\r\n\r\n"u8.ToArray();
    private static readonly byte[] Condition = "\r\nIf-None-Match:"u8.ToArray();
    private static readonly byte[] Answer503 = Encoding.ASCII.GetBytes(
        "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    );
    private static readonly byte[] Answer501 = Encoding.ASCII.GetBytes(
        "HTTP/1.1 501 Not Implemented\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    );

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Socket, bool> _open = new();
    private readonly int _target;
    private readonly Task _accepting;
    private NetworkFault _fault;
    private readonly TaskCompletionSource _stuck = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public FaultProxy(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Completes when a request got stuck.</summary>
    public Task Stuck => _stuck.Task;

    /// <summary>Setting it ends the connections that are open.</summary>
    public NetworkFault Fault
    {
        get => _fault;
        set
        {
            _fault = value;
            foreach (var socket in _open.Keys)
            {
                Reset(socket);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Fault = NetworkFault.Refuse;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var client = await _listener.AcceptSocketAsync(_stop.Token);
            _ = ServeAsync(client).ContinueWith(_ => Reset(client), TaskScheduler.Default);
        }
    }

    private async Task ServeAsync(Socket client)
    {
        _open[client] = true;
        switch (_fault)
        {
            case NetworkFault.Refuse:
                return;
            case NetworkFault.Stall:
                await Task.Delay(Timeout.Infinite, _stop.Token);
                return;
            case NetworkFault.Unavailable:
                await client.ReceiveAsync(new byte[64 * 1024], _stop.Token);
                await RefuseAsync(client, Answer503);
                return;
        }
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        await server.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
        _open[server] = true;
        try
        {
            await Task.WhenAny(UpAsync(client, server), DownAsync(server, client));
        }
        finally
        {
            Reset(server);
        }
    }

    /// <summary>Answers, and takes what still comes, so that the answer is not lost in a reset.</summary>
    private async Task RefuseAsync(Socket client, byte[] answer)
    {
        var buffer = new byte[64 * 1024];
        await client.SendAsync(answer, _stop.Token);
        client.Shutdown(SocketShutdown.Send);
        while (await client.ReceiveAsync(buffer, _stop.Token) > 0) { }
    }

    private async Task UpAsync(Socket from, Socket to)
    {
        var buffer = new byte[64 * 1024];
        long passed = 0;
        while (await from.ReceiveAsync(buffer, _stop.Token) is > 0 and var count)
        {
            if (_fault == NetworkFault.NoConditions && buffer.AsSpan(0, count).IndexOf(Condition) >= 0)
            {
                await RefuseAsync(from, Answer501);
                return;
            }
            await SendAllAsync(to, buffer.AsMemory(0, count));
            passed += count;
            if (_fault == NetworkFault.BreakUpload && passed > BreaksAfter)
            {
                return;
            }
            if (_fault == NetworkFault.HoldUpload && passed > BreaksAfter)
            {
                _stuck.TrySetResult();
                await Task.Delay(Timeout.Infinite, _stop.Token);
            }
        }
    }

    private async Task DownAsync(Socket from, Socket to)
    {
        var buffer = new byte[64 * 1024];
        long passed = 0;
        while (await from.ReceiveAsync(buffer, _stop.Token) is > 0 and var count)
        {
            var body = buffer.AsSpan(0, count).IndexOf(HeadEnd) is >= 0 and var head ? head + HeadEnd.Length : 0;
            if (_fault == NetworkFault.WrongBytes && body < count)
            {
                buffer[count - 1] ^= 1;
            }
            await SendAllAsync(to, buffer.AsMemory(0, count));
            passed += count;
            if (_fault == NetworkFault.BreakDownloadOnce && passed > BreaksAfter)
            {
                _fault = NetworkFault.None;
                return;
            }
        }
    }

    private async Task SendAllAsync(Socket to, ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await to.SendAsync(bytes, _stop.Token)..];
        }
    }

    private void Reset(Socket socket)
    {
        _open.TryRemove(socket, out _);
        try
        {
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It is closed already.
        }
        socket.Dispose();
    }
}
