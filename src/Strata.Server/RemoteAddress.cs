using System.Net;

namespace Strata.Server;

/// <summary>Determines a request's remote address.</summary>
internal static class RemoteAddress
{
    /// <summary>
    /// Returns the connection's address; for a trusted proxy, the last untrusted address in <c>X-Forwarded-For</c>. Addresses before that
    /// one are the caller's own claim and ignored.
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
