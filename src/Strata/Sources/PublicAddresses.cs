using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Strata.Sources;

/// <summary>
/// Tells addresses of the public internet from all others, by the IANA registries of special-purpose addresses
/// (https://www.iana.org/assignments/iana-ipv4-special-registry and iana-ipv6-special-registry): whatever is not globally reachable, and
/// whatever carries an IPv4 address of any kind.
/// </summary>
internal static class PublicAddresses
{
    private static readonly IPNetwork[] Reserved4 =
    [
        .. new[]
        {
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10", // carrier-grade NAT
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24", // documentation, as 198.51.100.0/24 and 203.0.113.0/24
            "192.88.99.0/24", // 6to4 relays
            "192.168.0.0/16",
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
        }.Select(n => IPNetwork.Parse(n)),
    ];

    /// <summary>Addresses outside of it are not global unicast: loopback, link-local, unique local, multicast, IPv4-compatible, NAT64, ….</summary>
    private static readonly IPNetwork Unicast6 = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] Reserved6 =
    [
        .. new[]
        {
            "2001::/23", // protocols, among them Teredo
            "2001:db8::/32", // documentation, as 3fff::/20
            "2002::/16", // 6to4
            "3fff::/20",
        }.Select(n => IPNetwork.Parse(n)),
    ];

    /// <summary>Whether an address is public and none of this machine's own.</summary>
    public static bool Contains(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }
        var isGlobal =
            address.AddressFamily == AddressFamily.InterNetwork
                ? !Array.Exists(Reserved4, n => n.Contains(address))
                : Unicast6.Contains(address) && !Array.Exists(Reserved6, n => n.Contains(address));
        return isGlobal && !IsOwn(address);
    }

    private static bool IsOwn(IPAddress address) =>
        NetworkInterface
            .GetAllNetworkInterfaces()
            .SelectMany(i => i.GetIPProperties().UnicastAddresses)
            .Any(a => a.Address.Equals(address));
}
