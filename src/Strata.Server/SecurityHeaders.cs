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

    /// <summary>Lets the server's own page show the answer in a frame, which may look as it was written but load and run nothing.</summary>
    public static void AllowOwnFrame(HttpResponse response)
    {
        response.Headers.XFrameOptions = "SAMEORIGIN";
        response.Headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox";
    }

    public static Task Middleware(HttpContext context, RequestDelegate next)
    {
        Set(context.Response);
        return next(context);
    }
}
