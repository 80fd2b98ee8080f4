#pragma warning disable MCP9006, MCPEXP002 // Clients of 2025-11-25 need sessions, and who owns how many is settled where they run.
using ModelContextProtocol.AspNetCore;
using ModelContextProtocol.Server;

namespace Strata.Server.Mcp;

/// <summary>Streamable HTTP, carried by ModelContextProtocol.AspNetCore; what is served at an address is that endpoint's metadata.</summary>
internal static class McpEndpoints
{
    public static void AddStrataMcp(this IServiceCollection services)
    {
        services.AddSingleton<McpSessions>();
        services.AddMcpServer().WithHttpTransport();
        services
            .AddOptions<HttpServerTransportOptions>()
            .Configure<ServerOptions, McpSessions, TimeProvider>(
                (http, options, sessions, time) =>
                {
                    http.SessionMode = HttpServerSessionMode.StatefulForInitializeClients;
                    http.IdleTimeout = options.McpSessionIdle;
                    http.MaxIdleSessionCount = int.MaxValue; // counted per user instead, so that nobody closes another's
                    http.TimeProvider = time;
                    http.ConfigureSessionOptions = (context, served, _) =>
                    {
                        context.GetEndpoint()!.Metadata.GetRequiredMetadata<McpServed>().Configure(context, served);
                        return Task.CompletedTask;
                    };
                    http.RunSessionHandler = sessions.RunAsync;
                }
            );
    }

    /// <summary>Serves an MCP server at one address.</summary>
    public static void MapMcp(this WebApplication app, string path, Action<HttpContext, McpServerOptions> configure)
    {
        app.MapGroup(path).ExcludeFromDescription().MapMcp("").WithMetadata(new McpServed(configure), new CostsAttribute(Cost.Reads)); // tools that write cost more
    }

    /// <summary>The store itself at <c>/mcp</c>.</summary>
    public static void MapStrataMcp(this WebApplication app)
    {
        var host = new McpHost(localFiles: false, app.Services.GetRequiredService<ILogger<McpHost>>());
        var store = app.Services.GetRequiredService<ServerStore>();
        var rates = app.Services.GetRequiredService<RequestRates>();
        app.MapMcp(
            "/mcp",
            (http, served) =>
            {
                var current = http.RequestServices.GetRequiredService<CurrentUser>();
                var (caller, user) = (current.Caller, current.Id);
                host.Configure(
                    served,
                    actor => store.For(user, caller?.Signed(actor) ?? actor),
                    ProfileOf(http.Request),
                    tool =>
                    {
                        caller?.Require(tool.Needs);
                        var who = caller?.Name ?? user.Value;
                        if (tool.Costs != Cost.Reads)
                        {
                            rates.Spend(who, tool.Costs); // what only reads has been counted as a request
                        }
                        rates.ChargePrograms(who, tool.Costs);
                    }
                );
            }
        );
    }

    /// <summary>The profile that the address names: <c>/mcp?profile=admin</c>.</summary>
    private static ToolProfile ProfileOf(HttpRequest request) =>
        request.Query["profile"].ToString() switch
        {
            "" or "core" => ToolProfile.Core,
            "review" => ToolProfile.Review,
            "admin" => ToolProfile.Admin,
            "all" => ToolProfile.All,
            var other => throw new StrataException(
                ErrorCode.InvalidContent,
                $"There is no profile '{other}'; there are core, review, admin and all."
            ),
        };
}

/// <summary>What an MCP endpoint serves: fills the options of a new session, or of a request that stands alone.</summary>
internal sealed record McpServed(Action<HttpContext, McpServerOptions> Configure);
