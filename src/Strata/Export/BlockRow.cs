using Strata.Documents;

namespace Strata.Export;

/// <summary>A block, and what stands about it.</summary>
/// <param name="Values">By annotation schema.</param>
/// <param name="Staged">What is not decided about yet, as JSON; null: nothing, or not asked for.</param>
internal sealed record BlockRow(string SourceId, BlockView Block, BlockAnnotations.OfBlock? Values, string? Staged) : IExportRow
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WritePropertyName("immutable");
        json.WriteStartObject();
        json.WriteString("source_id", SourceId);
        json.WriteString("document_id", DocumentId);
        // The view is an object of its own; its fields come after ours.
        var view = JsonSerializer.SerializeToUtf8Bytes(Block, StrataJson.Options.GetTypeInfo(typeof(BlockView)));
        foreach (var field in JsonElement.Parse(view).EnumerateObject())
        {
            field.WriteTo(json);
        }
        json.WriteEndObject();
        json.WritePropertyName("user_defined");
        json.WriteStartObject();
        foreach (var (schema, values) in Values?.Fields ?? [])
        {
            json.WritePropertyName(schema);
            json.WriteRawValue(values.ToJson(), skipInputValidation: true);
        }
        json.WriteEndObject();
        if (Values?.Provenance is { } provenance)
        {
            json.WritePropertyName("provenance");
            json.WriteRawValue(provenance, skipInputValidation: true);
        }
        if (Staged is not null)
        {
            json.WritePropertyName("staged");
            json.WriteRawValue(Staged, skipInputValidation: true);
        }
        json.WriteEndObject();
    }

    public string?[] Cells(ExportTable table)
    {
        var cells = new string?[table.Columns.Count];
        for (var i = 0; i < cells.Length; i++)
        {
            var column = table.Columns[i];
            cells[i] = column is { Field: { } field, Annotation: { } schema }
                ? Values?.Fields.GetValueOrDefault(schema)?[field]
                : column.Name switch
                {
                    "source_id" => JsonText.String(SourceId),
                    "document_id" => JsonText.String(DocumentId),
                    "block" => Number(Block.Index),
                    "type" => JsonText.String(Block.Type.Name()),
                    "text" => JsonText.String(Block.Text),
                    "section" => Block.Section is { } section ? JsonText.String(section) : null,
                    "level" => Number(Block.Level),
                    "line" => Number(Block.Line),
                    "page" => Number(Block.Page),
                    "locator_start" => Number(Block.Locator.Start),
                    "locator_length" => Number(Block.Locator.Length),
                    "locator_in" => JsonText.String(Block.LocatorIn),
                    "fields" => Json(Block.Fields),
                    "cells" => Json(Block.Cells),
                    "traits" => Json(Block.Traits),
                    ExportTable.Provenance => Values?.Provenance,
                    ExportTable.Staged => Staged,
                    _ => null,
                };
        }
        return cells;
    }

    private string DocumentId => Block.BlockId[..Block.BlockId.LastIndexOf('/')];

    private static string? Number(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string? Json<T>(T? value)
        where T : class => value is null ? null : JsonSerializer.Serialize(value, StrataJson.Options.GetTypeInfo(typeof(T)));
}
