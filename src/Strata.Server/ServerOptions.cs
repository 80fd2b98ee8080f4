using System.Net;

namespace Strata.Server;

/// <summary>How the server listens, and what it asks of callers.</summary>
public sealed record ServerOptions
{
    /// <summary>Where it listens, <c>http</c> only: encryption is the reverse proxy's. Port 0 takes a free one.</summary>
    public IReadOnlyList<Uri> Urls { get; init; } = [new("http://127.0.0.1:7777")];

    /// <summary>
    /// Server mode: every request carries <c>Authorization: Bearer strata_…</c>. Local mode (false): no tokens, one user,
    /// loopback only, and only for pages and programs of this machine.
    /// </summary>
    public bool RequireTokens { get; init; }

    /// <summary>Whom local mode works for.</summary>
    public UserId LocalUser { get; init; } = UserId.Local;

    /// <summary>Web origins, besides the server's own, whose pages may call in server mode.</summary>
    public IReadOnlyList<Uri> AllowedOrigins { get; init; } = [];

    /// <summary>
    /// Bearer token that <c>/metrics</c> asks for. Null: in server mode nobody may read it, unless <see cref="MetricsForMachine"/>.
    /// </summary>
    public string? MetricsToken { get; init; }

    /// <summary>
    /// In server mode without <see cref="MetricsToken"/>: whether programs of this machine may read <c>/metrics</c>. A reverse proxy on the
    /// machine that adds no header can't be told from them, so this is for whoever knows that there is none.
    /// </summary>
    public bool MetricsForMachine { get; init; }

    /// <summary>How long the oldest job may have waited for the server to call itself ready; null: any time.</summary>
    public TimeSpan? MaxQueueAge { get; init; }

    /// <summary>How log lines look.</summary>
    public LogFormat LogFormat { get; init; }

    /// <summary>Whether each request is logged: method, route, status, time.</summary>
    public bool LogRequests { get; init; }

    /// <summary>Bytes of a request body; of one that is a source, the store's limit for sources holds.</summary>
    public long MaxBodyBytes { get; init; } = 32L << 20;

    /// <summary>Open MCP sessions of one user; a further one closes the least recently used.</summary>
    public int MaxMcpSessions { get; init; } = 64;

    /// <summary>An MCP session without a request for this long is closed.</summary>
    public TimeSpan McpSessionIdle { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Requests of one token in a minute; null: <see cref="RateLimits.Generous"/> in server mode, none in local mode.</summary>
    public RateLimits? Rates { get; init; }

    /// <summary>Requests without a good token that one address (of IPv6: /64) may make in a minute; 0: any number.</summary>
    public int FailedTokens { get; init; } = DefaultFailedTokens;

    /// <summary>Nobody guesses 256 random bits: this is about load, and one broken script is not to lock out its office at once.</summary>
    public const int DefaultFailedTokens = 600;

    /// <summary>Reverse proxies whose <c>X-Forwarded-For</c> says where a request comes from.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    internal RateLimits EffectiveRates => Rates ?? (RequireTokens ? RateLimits.Generous : RateLimits.None);

    /// <summary>An address, or a network such as 10.0.0.0/8; null: neither.</summary>
    public static IPNetwork? Network(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;

    /// <summary>Refuses what would leave the store open to strangers.</summary>
    internal void Check()
    {
        if (FailedTokens < 0 || EffectiveRates is { Reads: < 0 } or { Writes: < 0 } or { Expensive: < 0 })
        {
            throw new StrataException(ErrorCode.InvalidContent, "A rate must be a number of requests per minute, or 0 for no limit.");
        }
        foreach (var url in Urls)
        {
            if (url.Scheme != Uri.UriSchemeHttp)
            {
                throw new StrataException(
                    ErrorCode.InvalidContent,
                    $"Cannot listen on {url}: only http:// is supported; use a reverse proxy for https."
                );
            }
            if (!RequireTokens && !Loopback.IsLoopback(url.Host))
            {
                throw new StrataException(
                    ErrorCode.Forbidden,
                    $"Refusing to listen on {url} without tokens: other machines could read and change everything. "
                        + "Require tokens, or listen on http://127.0.0.1."
                );
            }
        }
    }
}
