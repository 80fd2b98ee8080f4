using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Strata.Testing;

/// <summary>
/// Ports for programs that listen later, or are killed and come back. They lie below those that the system gives to outgoing connections:
/// one of these may be taken by any connection of any process while nobody listens, and even by a connection to itself.
/// </summary>
public static class FreePort
{
    private const int Lowest = 10_000;
    private const int DefaultEnd = 32_768;
    private const string OutgoingPorts = "/proc/sys/net/ipv4/ip_local_port_range";
    private static readonly ConcurrentDictionary<int, bool> Given = new();

    /// <summary>One that nobody listens at, and that this process has not been given before.</summary>
    public static int Next()
    {
        var end =
            File.Exists(OutgoingPorts) && int.TryParse(File.ReadAllText(OutgoingPorts).Split('\t')[0], out var first) ? first : DefaultEnd;
        for (var tries = 0; end > Lowest && tries < 1_000; tries++)
        {
            var port = Random.Shared.Next(Lowest, end);
            if (Given.TryAdd(port, true) && TryListen(port) is not null)
            {
                return port;
            }
        }
        return TryListen(0) ?? throw new InvalidOperationException("No port is free.");
    }

    /// <summary>The port where that was possible.</summary>
    private static int? TryListen(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
