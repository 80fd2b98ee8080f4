using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Strata.Server.Health;
using Strata.Server.Mcp;
using Strata.Server.Operations;
using Strata.Server.Page;
using Strata.Server.Sources;
using Strata.Server.Telemetry;
using Strata.Server.Uploads;

namespace Strata.Server;

/// <summary>The HTTP server: the page, REST under <c>/api/v1</c>, MCP at <c>/mcp</c>, health, metrics and OpenAPI.</summary>
public static class StrataServer
{
    /// <summary>Builds a server, ready to start.</summary>
    /// <param name="log">Receives logs; null: standard error.</param>
    /// <exception cref="StrataException">FORBIDDEN: a public address without tokens.</exception>
    public static WebApplication Build(ServerOptions options, ServerStore store, TimeProvider time, Action<ILoggingBuilder>? log = null) =>
        Build(options, store, time, log, app => app.MapStrata(store), hasPage: true);

    /// <summary>Builds a server of health and metrics only, for workers.</summary>
    /// <exception cref="StrataException">As above.</exception>
    public static WebApplication BuildForWorker(ServerOptions options, ServerStore store, TimeProvider time, Action<ILoggingBuilder> log) =>
        Build(options, store, time, log, MapAdministration, hasPage: false);

    private static WebApplication Build(
        ServerOptions options,
        ServerStore store,
        TimeProvider time,
        Action<ILoggingBuilder>? log,
        Action<WebApplication> map,
        bool hasPage
    )
    {
        options.Check();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "strata" });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Limit(kestrel, options));
        builder.WebHost.UseUrls([.. options.Urls.Select(u => u.GetLeftPart(UriPartial.Authority))]);
        (log ?? (l => l.AddStrataConsole(options.LogFormat, time)))(builder.Logging);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddFilter("ModelContextProtocol", LogLevel.None);
        builder.Services.AddSingleton(options).AddSingleton(store).AddSingleton(time);
        builder.Services.AddStrataServer();
        builder.Services.AddStrataOpenApi(store.JobKinds);

        var app = builder.Build();
        app.Services.GetRequiredService<MetricsEndpoint>();
        app.Use(next => context => context.RequestServices.GetRequiredService<RequestLog>().LogAsync(context, next));
        app.UseMiddleware<Problems>();
        app.Use(next => context => SecurityHeaders.Middleware(context, next));
        app.UseRouting();
        app.Use(next => context => TusProtocol.Middleware(context, next));
        app.UseMiddleware<Authentication>();
        app.Use(next => context => context.RequestServices.GetRequiredService<RequestRates>().CheckAsync(context, next));
        app.Use(next => context => context.RequestServices.GetRequiredService<McpSessions>().CheckAsync(context, next));
        if (hasPage)
        {
            var page = new PageFiles(options);
            app.Use(next => context => page.ServeAsync(context, next));
        }
        map(app);
        return app;
    }

    private static void Limit(KestrelServerOptions kestrel, ServerOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = options.MaxBodyBytes;
    }

    private static void AddStrataServer(this IServiceCollection services)
    {
        services.AddRoutingCore();
        services.ConfigureHttpJsonOptions(json => ServerJson.Adopt(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddScoped<CurrentUser>().AddSingleton<Problems>().AddSingleton<Authentication>();
        services
            .AddSingleton<RequestRates>()
            .AddSingleton<FailedTokens>()
            .AddSingleton<Readiness>()
            .AddSingleton<MetricsEndpoint>()
            .AddSingleton<RequestLog>();
        services.AddStrataMcp();
        services.AddSingleton<IApiDescriptionProvider, OperationDescriptions>();
    }

    private static void MapStrata(this WebApplication app, ServerStore store)
    {
        var api = app.MapGroup("/api/v1").TellsQuotas();
        foreach (var module in StrataModules.All)
        {
            api.MapModule(module, store.MaxSourceBytes);
        }
        api.MapIngestBatch(store.MaxSourceBytes);
        api.MapSession();
        if (store.Uploads is { } uploads)
        {
            api.MapUploads(uploads);
        }
        app.MapStrataMcp();
        MapAdministration(app);
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
    }

    private static void MapAdministration(WebApplication app)
    {
        app.MapHealth();
        MetricsEndpoint.Map(app);
    }
}
