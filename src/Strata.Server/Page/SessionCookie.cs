using System.Net;

namespace Strata.Server.Page;

/// <summary>The cookie of a browser session.</summary>
internal static class SessionCookie
{
    /// <summary>A browser keeps a session this long; its token may end before.</summary>
    private static readonly TimeSpan Age = TimeSpan.FromDays(30);

    /// <summary>Browsers take a <c>__Host-</c> cookie only from this very host, over TLS.</summary>
    public static string NameFor(HttpContext http) => IsSecure(http) ? "__Host-strata_session" : "strata_session";

    public static CookieOptions OptionsFor(HttpContext http) =>
        new()
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = IsSecure(http),
            Path = "/",
            MaxAge = Age,
        };

    /// <summary>
    /// Returns the token of the request's cookie; null where it has none or may not use it. Only the API takes it, and what changes
    /// something must say that it comes from this server's own page: SameSite alone lets other ports of this host through.
    /// </summary>
    public static string? TokenOf(HttpContext http) =>
        http.Request.Path.StartsWithSegments("/api")
        && http.Request.Cookies[NameFor(http)] is { Length: > 0 } token
        && (IsSafe(http.Request.Method) || IsOwnPage(http))
            ? token
            : null;

    /// <summary>
    /// Refuses a request of a page that was opened as another user: a browser has one cookie for all of its tabs, and what one of them
    /// still shows, and sends, belongs to the user that it names in <c>Strata-User</c>.
    /// </summary>
    /// <exception cref="StrataException">UNAUTHENTICATED.</exception>
    public static void CheckUser(HttpContext http, Caller caller)
    {
        if (http.Request.Headers["Strata-User"].ToString() is { Length: > 0 } user && user != caller.User.Value)
        {
            throw new StrataException(
                ErrorCode.Unauthenticated,
                "The browser is signed in as another user by now: reload the page, or sign in again."
            );
        }
    }

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    private static bool IsOwnPage(HttpContext http) => http.Request.Headers.Origin.Count > 0 && Loopback.IsOwnOrigin(http, []);

    /// <summary>Whether the browser speaks TLS, to this server or to a trusted proxy before it.</summary>
    private static bool IsSecure(HttpContext http)
    {
        if (http.Request.IsHttps)
        {
            return true;
        }
        var trusted = http.RequestServices.GetRequiredService<ServerOptions>().TrustedProxies;
        var remote = http.Connection.RemoteIpAddress ?? IPAddress.None;
        return trusted.Any(t => t.Contains(remote.IsIPv4MappedToIPv6 ? remote.MapToIPv4() : remote))
            && string.Equals(http.Request.Headers["X-Forwarded-Proto"].ToString(), "https", StringComparison.OrdinalIgnoreCase);
    }
}
