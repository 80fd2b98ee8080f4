using System.Diagnostics;

namespace Strata.Server.Telemetry;

/// <summary>Sends each request's id (<c>X-Request-Id</c>) and, if enabled, logs it by route, without address and query.</summary>
internal sealed class RequestLog(ServerOptions options, TimeProvider time, ILogger<RequestLog> logger)
{
    public async Task LogAsync(HttpContext http, RequestDelegate next)
    {
        var began = time.GetTimestamp();
        http.Response.OnStarting(
            static state =>
            {
                var context = (HttpContext)state;
                context.Response.Headers["X-Request-Id"] = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
                return Task.CompletedTask;
            },
            http
        );
        try
        {
            await next(http);
        }
        finally
        {
            if (options.LogRequests)
            {
                var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(none)";
                var took = Math.Round(time.GetElapsedTime(began).TotalSeconds, 6);
                ServerLog.Answered(logger, http.Request.Method, route, http.Response.StatusCode, took);
            }
        }
    }
}
