using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Strata.Server.Mcp;

/// <summary>
/// Checks that a message's headers say the same as its body, so that proxies can route and limit by headers alone
/// (transport chapter of 2026-07-28; before it, only the revision's own header exists).
/// </summary>
internal static class McpHeaders
{
    public const string ProtocolVersion = "MCP-Protocol-Version";
    public const string SessionId = "Mcp-Session-Id";
    private const string Method = "Mcp-Method";
    private const string Name = "Mcp-Name";

    public sealed record Refusal(string Reason, int Code, UnsupportedRevision? Supported = null);

    /// <param name="server">Asked for only where a tool's own parameter headers must be checked.</param>
    public static Refusal? Fault(IHeaderDictionary headers, JsonRpcMessage message, Func<McpServerOptions> server)
    {
        var revision = headers[ProtocolVersion].ToString();
        if (revision.Length > 0 && !McpRevision.IsSupported(revision))
        {
            return new($"The protocol revision {revision} is not supported.", (int)McpErrorCode.UnsupportedProtocolVersion, new(revision));
        }
        var (method, parameters) = message switch
        {
            JsonRpcRequest r => (r.Method, r.Params),
            JsonRpcNotification n => (n.Method, n.Params),
            _ => (null, null),
        };
        if (method is null)
        {
            return null;
        }
        var meta = (parameters as JsonObject)?["_meta"] as JsonObject;
        return Revisions(revision, method, parameters, Text(meta?[MetaKeys.ProtocolVersion]), message is JsonRpcRequest)
            ?? (McpRevision.IsStateless(revision) ? Stateless(headers, message, method, parameters, meta, server) : null);
    }

    private static Refusal? Revisions(string header, string method, JsonNode? parameters, string? inMeta, bool isRequest)
    {
        if (string.Equals(method, RequestMethods.Initialize, StringComparison.Ordinal))
        {
            var asked = Text((parameters as JsonObject)?["protocolVersion"]);
            return header.Length > 0 && asked is not null && !string.Equals(header, asked, StringComparison.Ordinal)
                ? Mismatch($"{ProtocolVersion} is {header}, but initialize asks for {asked}.")
                : null;
        }
        if (!McpRevision.IsStateless(header) && !McpRevision.IsStateless(inMeta))
        {
            return null;
        }
        if (header.Length == 0)
        {
            return Mismatch($"The {ProtocolVersion} header is missing; the body says {inMeta}.");
        }
        if (inMeta is null)
        {
            return isRequest ? new($"_meta must hold {MetaKeys.ProtocolVersion}.", (int)McpErrorCode.InvalidParams) : null;
        }
        return string.Equals(header, inMeta, StringComparison.Ordinal)
            ? null
            : Mismatch($"{ProtocolVersion} is {header}, but the body says {inMeta}.");
    }

    private static Refusal? Stateless(
        IHeaderDictionary headers,
        JsonRpcMessage message,
        string method,
        JsonNode? parameters,
        JsonObject? meta,
        Func<McpServerOptions> server
    )
    {
        if (!string.Equals(headers[Method].ToString().Trim(), method, StringComparison.Ordinal))
        {
            return Mismatch($"The {Method} header must be {method}.");
        }
        if (NamedBy(method) is { } named && Text((parameters as JsonObject)?[named]) is { } name)
        {
            if (
                !IsPlain(headers[Name].ToString())
                || !string.Equals(McpHeaderEncoder.DecodeValue(headers[Name].ToString().Trim()), name, StringComparison.Ordinal)
            )
            {
                return Mismatch($"The {Name} header must be the {named} of the body.");
            }
            if (string.Equals(method, RequestMethods.ToolsCall, StringComparison.Ordinal))
            {
                var fault = McpParameterHeaders.Fault(
                    headers,
                    server().ToolCollection,
                    name,
                    (parameters as JsonObject)?["arguments"] as JsonObject
                );
                if (fault is not null)
                {
                    return Mismatch(fault);
                }
            }
        }
        return message is JsonRpcRequest && meta?[MetaKeys.ClientCapabilities] is not JsonObject
            ? new($"_meta must hold {MetaKeys.ClientCapabilities}, an object.", (int)McpErrorCode.InvalidParams)
            : null;
    }

    /// <summary>Visible ASCII, spaces and tabs: all that a header value may hold (RFC 9110, 5.5).</summary>
    public static bool IsPlain(string value) => value.All(c => c is '\t' or (>= ' ' and <= '~'));

    private static string? NamedBy(string method) =>
        method switch
        {
            RequestMethods.ToolsCall or RequestMethods.PromptsGet => "name",
            RequestMethods.ResourcesRead => "uri",
            _ => null,
        };

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static Refusal Mismatch(string reason) => new(reason, (int)McpErrorCode.HeaderMismatch);
}
