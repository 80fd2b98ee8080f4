using System.Text.Json.Serialization.Metadata;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Strata.Server.Mcp;

/// <summary>JSON-RPC errors that are answered before a message reaches the MCP server.</summary>
internal static class McpReply
{
    /// <summary>JSON-RPC leaves -32000 to -32099 to the implementation; clients know these two from the official SDKs.</summary>
    public const int BadRequest = -32000;

    public const int NoSession = -32001;

    public static Task RefuseAsync(
        HttpContext http,
        int status,
        string reason,
        int code = BadRequest,
        JsonRpcMessage? message = null,
        UnsupportedRevision? supported = null
    )
    {
        http.Response.StatusCode = status;
        var error = new JsonRpcError
        {
            Id = message is JsonRpcRequest request ? request.Id : default,
            Error = new()
            {
                Code = code,
                Message = reason,
                Data = supported is null
                    ? null
                    : JsonSerializer.SerializeToNode(
                        new UnsupportedProtocolVersionErrorData
                        {
                            Supported = [.. McpRevision.Discoverable],
                            Requested = supported.Requested,
                        },
                        TypeOf<UnsupportedProtocolVersionErrorData>()
                    ),
            },
        };
        return http.Response.WriteAsJsonAsync(error, TypeOf<JsonRpcError>(), "application/json", http.RequestAborted);
    }

    /// <summary>The HTTP status that 2026-07-28 gives to an error, known once the first message of the answer is.</summary>
    public static int StatusOf(JsonRpcMessage? first) =>
        first is JsonRpcError { Error.Code: var code }
            ? (McpErrorCode)code switch
            {
                McpErrorCode.MethodNotFound => StatusCodes.Status404NotFound,
                McpErrorCode.MissingRequiredClientCapability or McpErrorCode.UnsupportedProtocolVersion or McpErrorCode.HeaderMismatch =>
                    StatusCodes.Status400BadRequest,
                _ => StatusCodes.Status200OK,
            }
            : StatusCodes.Status200OK;

    public static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(T));
}

internal sealed record UnsupportedRevision(string Requested);
