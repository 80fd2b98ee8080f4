using ModelContextProtocol.Server;

namespace Strata.Server.Mcp;

internal static class McpEndpoints
{
    /// <summary>MCP's streamable HTTP at one address; what is served there is the caller's.</summary>
    public static void MapMcp(this IEndpointRouteBuilder app, string path, McpHttp mcp)
    {
        var endpoint = app.MapGroup(path).ExcludeFromDescription();
        endpoint.MapPost("", (RequestDelegate)mcp.PostAsync).WithMetadata(new CostsAttribute(RateClass.Reads)); // tools that write cost more
        endpoint.MapGet("", (RequestDelegate)mcp.GetAsync);
        endpoint.MapDelete("", (RequestDelegate)mcp.DeleteAsync).WithMetadata(new CostsAttribute(RateClass.Reads)); // ends a session, which reading began
    }

    /// <summary>The store itself at <c>/mcp</c>.</summary>
    public static void MapStrataMcp(this WebApplication app, ServerOptions options)
    {
        var host = new McpHost(localFiles: !options.RequireTokens, app.Services.GetRequiredService<ILogger<McpHost>>());
        var store = app.Services.GetRequiredService<ServerStore>();
        var rates = app.Services.GetRequiredService<RequestRates>();
        app.MapMcp(
            "/mcp",
            Over(
                app,
                http =>
                {
                    var caller = http.RequestServices.GetRequiredService<CurrentUser>().Caller;
                    var user = UserOf(http);
                    return host.Options(
                        actor => store.For(user, caller?.Signed(actor) ?? actor),
                        tool =>
                        {
                            caller?.Require(tool.Needs);
                            var who = caller?.Name ?? user.Value;
                            if (tool.Costs != RateClass.Reads)
                            {
                                rates.Spend(who, tool.Costs); // what only reads has been counted as a request
                            }
                            rates.TollOf(who, tool.Costs);
                        }
                    );
                }
            )
        );
    }

    /// <summary>Streamable HTTP for any MCP server; its sessions belong to the user who opens them.</summary>
    public static McpHttp Over(WebApplication app, Func<HttpContext, McpServerOptions> options) =>
        new(
            options,
            http => http.RequestServices.GetRequiredService<CurrentUser>().Caller?.Name ?? UserOf(http).Value, // a session keeps its token's scope
            app.Services.GetRequiredService<McpSessions>(),
            app.Services.GetRequiredService<ILoggerFactory>(),
            app.Lifetime
        );

    private static UserId UserOf(HttpContext http) => http.RequestServices.GetRequiredService<CurrentUser>().Id;
}
