namespace Strata.Server;

/// <summary>Sets headers that keep browsers from running, framing or sniffing answers.</summary>
internal static class SecurityHeaders
{
    public static void Set(HttpResponse response)
    {
        var headers = response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'; sandbox";
        headers.CacheControl = "no-store";
    }

    public static Task Middleware(HttpContext context, RequestDelegate next)
    {
        Set(context.Response);
        return next(context);
    }
}
