using System.Buffers;

namespace Strata.Server.Mcp;

/// <summary>JSON Schema of objects with given properties.</summary>
internal static class ToolSchema
{
    /// <param name="isClosed">Whether other properties are refused.</param>
    public static JsonElement Of(IEnumerable<ToolParameter> properties, bool isClosed = false)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            Write(json, [.. properties], isClosed);
            json.WriteEndObject();
        }
        return JsonElement.Parse(buffer.WrittenSpan);
    }

    public static void Write(Utf8JsonWriter json, IReadOnlyList<ToolParameter> properties, bool isClosed)
    {
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        foreach (var property in properties)
        {
            property.Write(json);
        }
        json.WriteEndObject();
        if (properties.Any(p => p.Required))
        {
            json.WriteStartArray("required");
            foreach (var property in properties.Where(p => p.Required))
            {
                json.WriteStringValue(property.Name);
            }
            json.WriteEndArray();
        }
        if (isClosed)
        {
            json.WriteBoolean("additionalProperties", value: false);
        }
    }
}
