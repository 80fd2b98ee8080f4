using System.Net;

namespace Strata.Server;

/// <summary>Where a request comes from.</summary>
internal static class RemoteAddress
{
    /// <summary>
    /// The address of the connection; where that is a trusted proxy, the one that it says in <c>X-Forwarded-For</c>, in which each proxy
    /// adds at the end whom it was called by. What stands before the first address that is not trusted is the caller's own word, and goes
    /// unheard.
    /// </summary>
    public static IPAddress Of(HttpContext http, IReadOnlyList<IPNetwork> trusted)
    {
        var address = Plain(http.Connection.RemoteIpAddress ?? IPAddress.None);
        if (trusted.Count > 0)
        {
            foreach (var hop in http.Request.Headers["X-Forwarded-For"].SelectMany(h => (h ?? "").Split(',')).Reverse())
            {
                if (!trusted.Any(t => t.Contains(address)) || !IPEndPoint.TryParse(hop.Trim(), out var before))
                {
                    break;
                }
                address = Plain(before.Address);
            }
        }
        return address;
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
