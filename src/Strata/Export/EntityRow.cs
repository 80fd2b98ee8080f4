using Strata.Ledger;

namespace Strata.Export;

/// <summary>An entity as it stood.</summary>
/// <param name="Provenance">Where each value comes from, as JSON; null if it was not asked for.</param>
/// <param name="Gone">Why it is no longer there (<c>deleted</c>, <c>merged</c>, <c>withdrawn</c>); null: it is.</param>
internal sealed record EntityRow(EntityRecord Record, FieldList Fields, string? Doubtful, string? Provenance, string? Gone) : IExportRow
{
    public const string Active = "active";

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString(ExportTable.EntityId, Record.EntityId);
        json.WriteString("entity_type", Record.EntityType);
        if (Gone is not null)
        {
            json.WriteString("state", Gone);
            json.WriteNumber("seq", Record.Seq);
            json.WriteEndObject();
            return;
        }
        if (Record.SuggestedType is { } suggested)
        {
            json.WriteString("suggested_type", suggested);
        }
        json.WritePropertyName("fields");
        json.WriteRawValue(Fields.ToJson(), skipInputValidation: true);
        WriteRaw(json, "doubtful", Doubtful);
        WriteRaw(json, "provenance", Provenance);
        json.WriteNumber("schema_version", Record.SchemaVersion);
        json.WriteNumber("seq", Record.Seq);
        json.WriteString("created_at", UtcText.Of(Record.CreatedAt));
        json.WriteString("updated_at", UtcText.Of(Record.UpdatedAt));
        json.WriteEndObject();
    }

    public string?[] Cells(ExportTable table)
    {
        var cells = new string?[table.Columns.Count];
        for (var i = 0; i < cells.Length; i++)
        {
            var column = table.Columns[i];
            cells[i] = column.Field is { } field
                ? Fields[field]
                : column.Name switch
                {
                    ExportTable.EntityId => JsonText.String(Record.EntityId),
                    ExportTable.Seq => Record.Seq.ToString(CultureInfo.InvariantCulture),
                    ExportTable.CreatedAt => JsonText.String(UtcText.Of(Record.CreatedAt)),
                    ExportTable.UpdatedAt => JsonText.String(UtcText.Of(Record.UpdatedAt)),
                    ExportTable.Doubtful => Doubtful,
                    ExportTable.State => JsonText.String(Gone ?? Active),
                    ExportTable.Provenance => Provenance,
                    _ => null,
                };
        }
        return cells;
    }

    private static void WriteRaw(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(value, skipInputValidation: true);
        }
    }
}
