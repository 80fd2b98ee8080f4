using System.Buffers.Text;
using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Strata.Server.Page;

/// <summary>
/// Serves the page: the built files of <c>web/</c>, and for every other address that a browser opens the page itself, which shows the
/// screen of that address.
/// </summary>
internal sealed class PageFiles(ServerOptions options)
{
    /// <summary>Stands in the built page where each answer has its own nonce.</summary>
    public const string NoncePlaceholder = "STRATA_NONCE";

    private const string Index = "index.html";

    private static readonly FrozenDictionary<string, string> MediaTypes = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [".js"] = "text/javascript; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".png"] = "image/png",
        [".woff2"] = "font/woff2",
        [".webmanifest"] = "application/manifest+json",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly string[] Elsewhere = ["/api", "/mcp", "/openapi", "/health", "/metrics"];

    private readonly Lazy<string?> _index = new(() =>
        File.Exists(Path.Combine(options.PageFolder, Index)) ? File.ReadAllText(Path.Combine(options.PageFolder, Index)) : null
    );

    public Task ServeAsync(HttpContext http, RequestDelegate next)
    {
        var request = http.Request;
        if (
            http.GetEndpoint() is not null
            || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            || Elsewhere.Any(e => request.Path.StartsWithSegments(e, StringComparison.OrdinalIgnoreCase))
        )
        {
            return next(http);
        }
        return FileOf(request.Path) is { } file ? SendFileAsync(http, file)
            : AcceptsHtml(request) ? SendPageAsync(http)
            : next(http);
    }

    /// <summary>Returns the built file at the path; null if there is none.</summary>
    private FileInfo? FileOf(PathString path)
    {
        var name = path.Value?.TrimStart('/') ?? "";
        // Names that the build gives: no dot-dot, no separators of other systems.
        if (
            name.Contains("..", StringComparison.Ordinal)
            || name.AsSpan().ContainsAny('\\', ':', '\0')
            || !MediaTypes.ContainsKey(Path.GetExtension(name))
        )
        {
            return null;
        }
        var file = new FileInfo(Path.Combine(options.PageFolder, name));
        return file.Exists ? file : null;
    }

    private static bool AcceptsHtml(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    /// <summary>Files below <c>assets/</c> have the digest of their content in their name, so they never change.</summary>
    private static async Task SendFileAsync(HttpContext http, FileInfo file)
    {
        var response = http.Response;
        var isHashed = http.Request.Path.StartsWithSegments("/assets");
        response.Headers.CacheControl = isHashed ? "public, max-age=31536000, immutable" : "no-cache";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        response.ContentType = MediaTypes[file.Extension];
        var sent = file;
        foreach (var (coding, suffix) in ((string, string)[])[("br", ".br"), ("gzip", ".gz")])
        {
            if (
                http.Request.Headers.AcceptEncoding.ToString().Contains(coding, StringComparison.OrdinalIgnoreCase)
                && new FileInfo(file.FullName + suffix) is { Exists: true } packed
            )
            {
                response.Headers.ContentEncoding = coding;
                sent = packed;
                break;
            }
        }
        response.ContentLength = sent.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await response.SendFileAsync(sent.FullName, http.RequestAborted);
        }
    }

    private Task SendPageAsync(HttpContext http)
    {
        var response = http.Response;
        var nonce = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        SetHeaders(response, nonce);
        response.ContentType = "text/html; charset=utf-8";
        var page = _index.Value;
        if (page is null)
        {
            response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
        var html = (page ?? NotBuilt).Replace(NoncePlaceholder, nonce, StringComparison.Ordinal);
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : response.WriteAsync(html, http.RequestAborted);
    }

    /// <summary>The page's own policy: its own files, styles with this answer's nonce, frames of this server's sources.</summary>
    private static void SetHeaders(HttpResponse response, string nonce)
    {
        response.Headers.ContentSecurityPolicy =
            "default-src 'none'; script-src 'self'; "
            + $"style-src 'self' 'nonce-{nonce}'; img-src 'self' blob: data:; font-src 'self'; connect-src 'self'; worker-src 'self'; "
            + "manifest-src 'self'; frame-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
        response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        response.Headers.CacheControl = "no-cache";
    }

    private const string NotBuilt = """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>Strata</title></head>
        <body>
        <h1>The page is not built</h1>
        <p>It needs Node.js 20.19 or later (https://nodejs.org). Install it, stop the server, and start it again with ./strata serve.</p>
        <p>REST (/api/v1) and MCP (/mcp) work without it.</p>
        </body></html>
        """;
}
