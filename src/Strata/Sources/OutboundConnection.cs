using System.Net;
using System.Net.Sockets;

namespace Strata.Sources;

/// <summary>Connections to where a user says: addresses of this machine and its network are refused unless the operator allows them.</summary>
internal static class OutboundConnection
{
    /// <exception cref="StrataException">FORBIDDEN: the name resolves to such addresses only.</exception>
    public static async ValueTask<Stream> OpenAsync(DnsEndPoint endpoint, SourceOptions options, CancellationToken ct)
    {
        // Addresses are not looked up: doing so for an "any" address throws.
        var addresses = IPAddress.TryParse(endpoint.Host.Trim('[', ']'), out var literal)
            ? [literal]
            : await Dns.GetHostAddressesAsync(endpoint.Host, ct);
        var allowed = IsAllowed(endpoint, options) ? addresses : [.. addresses.Where(PublicAddresses.Contains)];
        if (allowed.Length == 0)
        {
            throw new StrataException(
                ErrorCode.Forbidden,
                $"'{endpoint.Host}' resolves to a private or reserved address. To ingest from your own network, set STRATA_ALLOW_PRIVATE_ADDRESSES={Place(endpoint)}."
            );
        }
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, endpoint.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Whether the operator allows the endpoint whatever its address.</summary>
    public static bool IsAllowed(DnsEndPoint endpoint, SourceOptions options) =>
        options.AllowPrivateAddresses || options.AllowedAddresses.Contains(Place(endpoint), StringComparer.OrdinalIgnoreCase);

    private static string Place(DnsEndPoint endpoint) => $"{endpoint.Host}:{endpoint.Port}";
}
