namespace Strata.Server;

internal static class McpEndpoints
{
    /// <summary>MCP's streamable HTTP at one address; what is served there is the caller's.</summary>
    public static void MapMcp(this IEndpointRouteBuilder app, string path, McpHttp mcp)
    {
        var endpoint = app.MapGroup(path).ExcludeFromDescription();
        endpoint.MapPost("", (RequestDelegate)mcp.PostAsync);
        endpoint.MapGet("", (RequestDelegate)mcp.GetAsync);
        endpoint.MapDelete("", (RequestDelegate)mcp.DeleteAsync);
    }

    /// <summary>The store itself at <c>/mcp</c>.</summary>
    public static void MapStrataMcp(this WebApplication app, ServerOptions options)
    {
        var loggers = app.Services.GetRequiredService<ILoggerFactory>();
        var host = new McpHost(localFiles: !options.RequireTokens, loggers.CreateLogger<McpHost>());
        var mcp = new McpHttp(
            http =>
            {
                var store = app.Services.GetRequiredService<ServerStore>();
                var user = UserOf(http);
                return host.Options(actor => store.For(user, actor));
            },
            http => UserOf(http).Value,
            app.Services.GetRequiredService<McpSessions>(),
            loggers,
            app.Lifetime
        );
        app.MapMcp("/mcp", mcp);
    }

    private static UserId UserOf(HttpContext http) => http.RequestServices.GetRequiredService<CurrentUser>().Id;
}
