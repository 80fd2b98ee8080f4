using System.Text.Json.Serialization.Metadata;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Strata.Server.Mcp;

/// <summary>
/// Refuses a protocol revision that is not spoken here, naming those that <c>server/discover</c> names, as the conformance suite asks;
/// the package would also name those that need a handshake.
/// </summary>
internal static class McpRevision
{
    private static readonly string[] Discoverable = ["2026-07-28"];
    private static readonly string[] All = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", .. Discoverable];

    public static async Task CheckAsync(HttpContext http, RequestDelegate next)
    {
        var revision = http.Request.Headers["MCP-Protocol-Version"].ToString();
        if (revision.Length == 0 || All.Contains(revision, StringComparer.Ordinal))
        {
            await next(http);
            return;
        }
        var data = new UnsupportedProtocolVersionErrorData { Supported = [.. Discoverable], Requested = revision };
        var error = new JsonRpcError
        {
            Id = await IdAsync(http),
            Error = new()
            {
                Code = (int)McpErrorCode.UnsupportedProtocolVersion,
                Message = $"The protocol revision '{revision}' is not supported.",
                Data = JsonSerializer.SerializeToNode(data, TypeOf<UnsupportedProtocolVersionErrorData>()),
            },
        };
        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        await http.Response.WriteAsJsonAsync(error, TypeOf<JsonRpcError>(), "application/json", http.RequestAborted);
    }

    private static async Task<RequestId> IdAsync(HttpContext http)
    {
        try
        {
            var message = await JsonSerializer.DeserializeAsync(http.Request.Body, TypeOf<JsonRpcMessage>(), http.RequestAborted);
            return message is JsonRpcRequest request ? request.Id : default;
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(T));
}
