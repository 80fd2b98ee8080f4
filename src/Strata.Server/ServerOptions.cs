using System.Net;

namespace Strata.Server;

/// <summary>Addresses, authentication and limits of the server.</summary>
public sealed record ServerOptions
{
    /// <summary>Addresses to listen on; <c>http</c> only, as a reverse proxy does TLS. Port 0 picks a free one.</summary>
    public IReadOnlyList<Uri> Urls { get; init; } = [new("http://127.0.0.1:7777")];

    /// <summary>
    /// Default of <see cref="FailedTokens"/>. Limits load, not guessing of 256 random bits; high enough that one broken script doesn't lock
    /// out its office.
    /// </summary>
    public const int DefaultFailedTokens = 600;

    /// <summary>
    /// Server mode: every request carries <c>Authorization: Bearer strata_…</c>. Local mode (false): no tokens, one user,
    /// loopback only, and only for pages and programs of this machine.
    /// </summary>
    public bool RequireTokens { get; init; }

    /// <summary>The user of local mode.</summary>
    public UserId LocalUser { get; init; } = UserId.Local;

    /// <summary>
    /// Users who may see all users and set their plans, with a token of scope admin. In local mode the one user may: the store's folder is
    /// theirs anyway.
    /// </summary>
    public IReadOnlyList<UserId> Operators { get; init; } = [];

    internal bool IsOperator(Caller? caller) =>
        caller is { Scope: TokenScope.Admin } && (Operators.Contains(caller.User) || (!RequireTokens && caller.TokenId is null));

    /// <summary>Further web origins whose pages may call in server mode.</summary>
    public IReadOnlyList<Uri> AllowedOrigins { get; init; } = [];

    /// <summary>Bearer token for <c>/metrics</c>; null: closed in server mode, unless <see cref="MetricsForMachine"/>.</summary>
    public string? MetricsToken { get; init; }

    /// <summary>
    /// Whether programs on this machine may read <c>/metrics</c> in server mode without <see cref="MetricsToken"/>. Only for machines
    /// without a reverse proxy that adds no header.
    /// </summary>
    public bool MetricsForMachine { get; init; }

    /// <summary>Age of the oldest waiting job above which the server is not ready; null: no limit.</summary>
    public TimeSpan? MaxQueueAge { get; init; }

    /// <summary>Format of log lines.</summary>
    public LogFormat LogFormat { get; init; }

    /// <summary>Whether each request is logged: method, route, status, time.</summary>
    public bool LogRequests { get; init; }

    /// <summary>Largest request body; for sources the store's limit applies.</summary>
    public long MaxBodyBytes { get; init; } = 32L << 20;

    /// <summary>Maximum of open MCP sessions per owner; one more closes the least recently used.</summary>
    public int MaxMcpSessions { get; init; } = 64;

    /// <summary>Idle time after which an MCP session is closed.</summary>
    public TimeSpan McpSessionIdle { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Requests of one token in a minute; null: <see cref="RateLimits.Generous"/> in server mode, none in local mode.</summary>
    public RateLimits? Rates { get; init; }

    /// <summary>Requests without a valid token per minute and address (IPv6: /64); 0: unlimited.</summary>
    public int FailedTokens { get; init; } = DefaultFailedTokens;

    /// <summary>Reverse proxies whose <c>X-Forwarded-For</c> is trusted.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>Folder of the page's built files; where it has none, browsers are told how to build them.</summary>
    public string PageFolder { get; init; } = Path.Combine(AppContext.BaseDirectory, "page");

    internal RateLimits EffectiveRates => Rates ?? (RequireTokens ? RateLimits.Generous : RateLimits.None);

    /// <summary>Parses an address or a network such as 10.0.0.0/8; null if it is neither.</summary>
    public static IPNetwork? Network(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;

    /// <summary>Refuses settings that would open the store to strangers.</summary>
    internal void Check()
    {
        if (FailedTokens < 0 || EffectiveRates is { Reads: < 0 } or { Writes: < 0 } or { Expensive: < 0 })
        {
            throw new StrataException(ErrorCode.InvalidContent, "A rate must be a number of requests per minute, or 0 for no limit.");
        }
        ListenAddress.Check(Urls, RequireTokens);
    }
}
