using System.Diagnostics;

namespace Strata.Server.Telemetry;

/// <summary>
/// Names each request to its caller (<c>X-Request-Id</c>), and logs it where asked to: by route, never by address or query.
/// </summary>
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
