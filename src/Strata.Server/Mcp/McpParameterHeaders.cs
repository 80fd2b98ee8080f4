using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Strata.Server.Mcp;

/// <summary>
/// Headers <c>Mcp-Param-…</c>: arguments that a tool's input schema marks with <c>x-mcp-header</c> are repeated as headers
/// and must agree (transport chapter of 2026-07-28).
/// </summary>
internal static class McpParameterHeaders
{
    /// <summary>Integers beyond this have no exact value in every client (ECMAScript's safe integers).</summary>
    private const long MaxSafeInteger = (1L << 53) - 1;

    public static string? Fault(
        IHeaderDictionary headers,
        McpServerPrimitiveCollection<McpServerTool>? tools,
        string tool,
        JsonObject? arguments
    ) => tools is not null && tools.TryGetPrimitive(tool, out var found) ? Fault(headers, found.ProtocolTool.InputSchema, arguments) : null;

    private static string? Fault(IHeaderDictionary headers, JsonElement schema, JsonObject? arguments)
    {
        if (schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("properties", out var properties))
        {
            return null;
        }
        foreach (var property in properties.EnumerateObject())
        {
            var value = arguments?[property.Name];
            if (Fault(headers, property.Value, value as JsonObject) is { } deeper)
            {
                return deeper;
            }
            if (property.Value.ValueKind == JsonValueKind.Object && property.Value.TryGetProperty("x-mcp-header", out var marked))
            {
                var header = "Mcp-Param-" + marked.GetString();
                var given = headers.TryGetValue(header, out var raw) ? raw.ToString().Trim() : null;
                if (!Agree(given, value))
                {
                    return $"The {header} header must be the argument {property.Name}.";
                }
            }
        }
        return null;
    }

    private static bool Agree(string? header, JsonNode? value)
    {
        if (value is null)
        {
            return header is null;
        }
        if (header is null || !McpHeaders.IsPlain(header) || McpHeaderEncoder.DecodeValue(header) is not { } decoded)
        {
            return false;
        }
        return value.GetValueKind() == JsonValueKind.Number
            ? Integer(decoded) is { } given && given == Integer(value.ToJsonString())
            : McpHeaderEncoder.ConvertToHeaderValue(value) is { } expected
                && string.Equals(decoded, McpHeaderEncoder.DecodeValue(expected), StringComparison.Ordinal);
    }

    /// <summary>A whole number in any spelling (42, 42.0, 4.2e1); null where it isn't one or is not safe.</summary>
    private static long? Integer(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && number == decimal.Truncate(number)
        && Math.Abs(number) <= MaxSafeInteger
            ? (long)number
            : null;
}
