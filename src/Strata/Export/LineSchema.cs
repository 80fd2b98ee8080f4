using System.Buffers;
using Strata.Schemas;

namespace Strata.Export;

/// <summary>JSON Schema (2020-12) of the lines of an export, made of the schemas in force.</summary>
internal static class LineSchema
{
    public const string FileName = "schema.json";

    public static string Of(ExportPlan plan)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, JsonLinesWriter.Options with { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
            if (plan.IsOfEntities)
            {
                json.WriteStartArray("anyOf");
                foreach (var type in plan.Types)
                {
                    WriteEntity(json, type);
                }
                json.WriteEndArray();
            }
            else
            {
                WriteBlock(json, plan);
            }
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteEntity(Utf8JsonWriter json, SchemaDefinition type)
    {
        json.WriteStartObject();
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        Text(json, ExportTable.EntityId);
        json.WriteStartObject("entity_type");
        json.WriteString("const", type.EntityType);
        json.WriteEndObject();
        Text(json, "suggested_type");
        Text(json, "state");
        WriteFields(json, "fields", type);
        foreach (var name in new[] { "doubtful", "provenance" })
        {
            Typed(json, name, "object");
        }
        Typed(json, "schema_version", "integer");
        Typed(json, "seq", "integer");
        foreach (var name in new[] { "created_at", "updated_at" })
        {
            json.WriteStartObject(name);
            json.WriteString("type", "string");
            json.WriteString("format", "date-time");
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.WriteStartArray("required");
        json.WriteStringValue(ExportTable.EntityId);
        json.WriteStringValue("entity_type");
        json.WriteStringValue("seq");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteBlock(Utf8JsonWriter json, ExportPlan plan)
    {
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        json.WriteStartObject("immutable");
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        foreach (var name in new[] { "source_id", "document_id", "block_id", "type", "text", "section", "locator_in" })
        {
            Text(json, name);
        }
        foreach (var name in new[] { "index", "level", "line", "page" })
        {
            Typed(json, name, "integer");
        }
        foreach (var name in new[] { "locator", "raw_locator", "traits" })
        {
            Typed(json, name, "object");
        }
        foreach (var name in new[] { "places", "fields", "cells" })
        {
            Typed(json, name, "array");
        }
        json.WriteEndObject();
        json.WriteStartArray("required");
        foreach (var name in new[] { "source_id", "document_id", "block_id", "index", "type", "text", "locator", "locator_in" })
        {
            json.WriteStringValue(name);
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("user_defined");
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        foreach (var schema in plan.Annotations)
        {
            WriteFields(json, schema.EntityType, schema);
        }
        json.WriteEndObject();
        json.WriteEndObject();
        Typed(json, "provenance", "object");
        Typed(json, "staged", "array");
        json.WriteEndObject();
        json.WriteStartArray("required");
        json.WriteStringValue("immutable");
        json.WriteStringValue("user_defined");
        json.WriteEndArray();
    }

    /// <summary>The fields as their schema has them; none is required of what stands.</summary>
    private static void WriteFields(Utf8JsonWriter json, string name, SchemaDefinition schema)
    {
        json.WriteStartObject(name);
        json.WriteString("type", "object");
        using var body = JsonDocument.Parse(schema.Body);
        foreach (var part in body.RootElement.EnumerateObject().Where(p => p.Name is "properties" or "$defs" or "title" or "description"))
        {
            part.WriteTo(json);
        }
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string name) => Typed(json, name, "string");

    private static void Typed(Utf8JsonWriter json, string name, string type)
    {
        json.WriteStartObject(name);
        json.WriteString("type", type);
        json.WriteEndObject();
    }
}
