namespace Strata.Server.Uploads;

/// <summary>Headers of the protocol for resumable uploads, tus 1.0.0 (https://tus.io/protocols/resumable-upload).</summary>
internal static class TusProtocol
{
    public const string Version = "1.0.0";
    public const string Extensions = "creation,termination,expiration";
    public const string Bytes = "application/offset+octet-stream";
    public const string Offset = "Upload-Offset";
    public const string Length = "Upload-Length";
    public const string Metadata = "Upload-Metadata";
    public const string Expires = "Upload-Expires";
    private const string Resumable = "Tus-Resumable";

    /// <summary>Has every answer of its routes name the version, and refuses requests of another one.</summary>
    public static Task Middleware(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<TusRoute>() is null)
        {
            return next(http);
        }
        // Also where an error clears the headers.
        http.Response.OnStarting(
            static state =>
            {
                var response = (HttpResponse)state;
                response.Headers[Resumable] = Version;
                if (response.StatusCode == StatusCodes.Status412PreconditionFailed)
                {
                    response.Headers["Tus-Version"] = Version;
                }
                return Task.CompletedTask;
            },
            http.Response
        );
        if (
            HttpMethods.IsOptions(http.Request.Method)
            || string.Equals(http.Request.Headers[Resumable].FirstOrDefault(), Version, StringComparison.Ordinal)
        )
        {
            return next(http);
        }
        http.Response.StatusCode = StatusCodes.Status412PreconditionFailed;
        return Task.CompletedTask;
    }

    /// <summary>The method that is meant: some networks let only POST through.</summary>
    public static string MethodOf(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.Headers["X-HTTP-Method-Override"].FirstOrDefault() is { Length: > 0 } meant
            ? meant.ToUpperInvariant()
            : request.Method;

    /// <exception cref="StrataException">INVALID_CONTENT: it is missing, or no number.</exception>
    public static long NumberOf(HttpRequest request, string header) =>
        long.TryParse(request.Headers[header].FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new StrataException(ErrorCode.InvalidContent, $"The header {header} must be a number of bytes.");

    public static void Tell(HttpResponse response, string header, long number) =>
        response.Headers[header] = number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Marks routes of the protocol.</summary>
internal sealed record TusRoute;
