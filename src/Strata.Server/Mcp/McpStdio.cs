using ModelContextProtocol.Server;

namespace Strata.Server.Mcp;

/// <summary>MCP over a pair of streams: what <c>strata mcp</c> runs, without any web server.</summary>
public static class McpStdio
{
    /// <summary>Serves one client until its input ends and all requests are answered; writes only protocol messages.</summary>
    /// <param name="strata">Returns the store for an actor.</param>
    /// <param name="profile">The tools to list.</param>
    public static async Task RunAsync(Func<string, IStrata> strata, ToolProfile profile, Stream input, Stream output, CancellationToken ct)
    {
        var options = new McpHost(localFiles: true).Options(strata, profile);
        await using var transport = new DrainingTransport(input, output);
        await using var server = McpServer.Create(transport, options);
        await server.RunAsync(ct);
    }
}
