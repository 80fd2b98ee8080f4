using ModelContextProtocol.Protocol;

namespace Strata.Server.Mcp;

/// <summary>The protocol revisions that are spoken here.</summary>
internal static class McpRevision
{
    /// <summary>From this one on there is no handshake and no session: each request says who asks and in which revision.</summary>
    private const string FirstStateless = "2026-07-28";

    /// <summary>What <c>server/discover</c> and the refusal of an unknown revision name: those that need no handshake.</summary>
    public static readonly IReadOnlyList<string> Discoverable = [FirstStateless];

    private static readonly IReadOnlyList<string> All = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", FirstStateless];

    public static bool IsSupported(string revision) => All.Contains(revision, StringComparer.Ordinal);

    /// <summary>Revisions are dates, so their order is that of their text.</summary>
    public static bool IsStateless(string? revision) => string.CompareOrdinal(revision, FirstStateless) >= 0;

    /// <summary>What 2026-07-28 took out: the handshake, and what needs a connection that stays.</summary>
    public static bool IsRemoved(string method) =>
        method
            is RequestMethods.Initialize
                or RequestMethods.Ping
                or "logging/setLevel"
                or RequestMethods.ResourcesSubscribe
                or RequestMethods.ResourcesUnsubscribe;
}
