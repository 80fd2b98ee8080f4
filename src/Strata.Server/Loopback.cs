using System.Net;

namespace Strata.Server;

/// <summary>What counts as this machine.</summary>
internal static class Loopback
{
    private static readonly HashSet<string> Forwarding = new(StringComparer.OrdinalIgnoreCase) { "Forwarded", "Via", "X-Real-IP" };

    /// <param name="host">A host name or address without port; IPv6 with or without brackets.</param>
    public static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    /// <summary>
    /// Whether the request comes from this machine and names it. DNS rebinding makes a browser call 127.0.0.1 under another name, which
    /// shows in Host; pages of other sites, and of other programs on this machine, show in Origin. A proxy on this machine is recognised
    /// only if it sends forwarding headers.
    /// </summary>
    public static bool IsLocal(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } remote
        && IPAddress.IsLoopback(remote)
        && IsLoopback(context.Request.Host.Host)
        && IsOwnOrigin(context, [])
        && !IsForwarded(context.Request);

    private static bool IsForwarded(HttpRequest request) =>
        request.Headers.Keys.Any(k => Forwarding.Contains(k) || k.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the request has no Origin, this server's, or an allowed one.</summary>
    public static bool IsOwnOrigin(HttpContext context, IReadOnlyList<Uri> allowed) =>
        Origin(context) is not { } origin
        || string.Equals(origin.Authority, context.Request.Host.Value, StringComparison.OrdinalIgnoreCase)
        || allowed.Any(a =>
            string.Equals(a.GetLeftPart(UriPartial.Authority), origin.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>Returns the Origin header; null if there is none, a URI that equals no address if it can't be parsed ("null").</summary>
    private static Uri? Origin(HttpContext context)
    {
        var header = context.Request.Headers.Origin.ToString();
        return header.Length == 0 ? null
            : Uri.TryCreate(header, UriKind.Absolute, out var origin) && origin.Host.Length > 0 ? origin
            : new Uri("opaque://origin.invalid");
    }
}
