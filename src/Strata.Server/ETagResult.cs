using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Strata.Server;

/// <summary>An answer whose ETag is the digest of what it says, whenever it was read; 304 if If-None-Match holds it.</summary>
/// <param name="version">Prefix of the digest in the ETag, which If-Match understands.</param>
/// <param name="shape">The type to write the answer as.</param>
internal sealed class ETagResult(object value, string? version, Type shape) : IResult
{
    private const int Digits = 16;

    public Task ExecuteAsync(HttpContext http)
    {
        var options = http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var body = JsonSerializer.SerializeToUtf8Bytes(value, options.GetTypeInfo(shape));
        var said = value is IPastAnswer past ? JsonSerializer.SerializeToUtf8Bytes(past.Undated, options.GetTypeInfo(shape)) : body;
        var digest = Convert.ToHexStringLower(SHA256.HashData(said))[..Digits];
        var tag = new EntityTagHeaderValue(version is null ? $"\"{digest}\"" : $"\"{version}-{digest}\"");
        http.Response.Headers.ETag = tag.ToString();
        http.Response.Headers.CacheControl = "private, no-cache";
        if (
            http
                .Request.GetTypedHeaders()
                .IfNoneMatch.Any(t => t.Equals(EntityTagHeaderValue.Any) || t.Compare(tag, useStrongComparison: false))
        )
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.ContentLength = body.Length;
        return http.Response.Body.WriteAsync(body, http.RequestAborted).AsTask();
    }
}
