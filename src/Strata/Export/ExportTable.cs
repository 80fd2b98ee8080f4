using Strata.Schemas;

namespace Strata.Export;

/// <summary>The columns of rows that are exported together.</summary>
/// <param name="Name">The entity type, or "blocks".</param>
/// <param name="Columns">No two names are equal, whatever the case of letters.</param>
internal sealed record ExportTable(string Name, IReadOnlyList<ExportColumn> Columns)
{
    public const string EntityId = "entity_id";
    public const string State = "_state";
    public const string Seq = "_seq";
    public const string CreatedAt = "_created_at";
    public const string UpdatedAt = "_updated_at";
    public const string Doubtful = "_doubtful";
    public const string Provenance = "_provenance";
    public const string Staged = "_staged";

    public static ExportTable OfEntities(SchemaDefinition schema, ExportRequest request)
    {
        List<ExportColumn> columns =
        [
            new(EntityId, ExportType.Text),
            .. schema.FieldOrder.Select(f => ExportColumn.Of(schema.Fields[f])),
            new(Seq, ExportType.Integer),
            new(CreatedAt, ExportType.Timestamp),
            new(UpdatedAt, ExportType.Timestamp),
            new(Doubtful, ExportType.Json),
        ];
        if (request.ChangedAfter is not null)
        {
            columns.Add(new(State, ExportType.Text));
        }
        if (request.Provenance)
        {
            columns.Add(new(Provenance, ExportType.Json));
        }
        return new(schema.EntityType, Distinct(columns));
    }

    /// <param name="annotations">The schemas that say something of blocks.</param>
    public static ExportTable OfBlocks(IEnumerable<SchemaDefinition> annotations, ExportRequest request)
    {
        List<ExportColumn> columns =
        [
            new("source_id", ExportType.Text),
            new("document_id", ExportType.Text),
            new("block", ExportType.Integer),
            new("type", ExportType.Text),
            new("text", ExportType.Text),
            new("section", ExportType.Text),
            new("level", ExportType.Integer),
            new("line", ExportType.Integer),
            new("page", ExportType.Integer),
            new("locator_start", ExportType.Integer),
            new("locator_length", ExportType.Integer),
            new("locator_in", ExportType.Text),
            new("fields", ExportType.Json),
            new("cells", ExportType.Json),
            new("traits", ExportType.Json),
            .. annotations.SelectMany(a => a.FieldOrder.Select(f => ExportColumn.Of(a.Fields[f], a.EntityType))),
        ];
        if (request.Provenance)
        {
            columns.Add(new(Provenance, ExportType.Json));
        }
        if (request.Include.Contains(ExportRequest.Staged, StringComparer.Ordinal))
        {
            columns.Add(new(Staged, ExportType.Json));
        }
        return new("blocks", Distinct(columns));
    }

    /// <summary>Names are compared as databases do; what no text file or database takes is left out of them.</summary>
    private static IReadOnlyList<ExportColumn> Distinct(IReadOnlyList<ExportColumn> columns)
    {
        // Our own columns keep their names, whatever fields are called.
        var taken = columns
            .Where(c => c.Field is null)
            .Select(c => c.Name)
            .Append(ParquetRowWriter.Other)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var named = new List<ExportColumn>(columns.Count);
        foreach (var column in columns)
        {
            if (column.Field is null)
            {
                named.Add(column);
                continue;
            }
            var plain = Plain(column.Name);
            var name = plain;
            for (var i = 2; !taken.Add(name); i++)
            {
                name = string.Create(CultureInfo.InvariantCulture, $"{plain}_{i}");
            }
            named.Add(column with { Name = name });
        }
        return named;
    }

    private static string Plain(string name)
    {
        var plain = string.Concat(name.Select(c => char.IsControl(c) ? '_' : c)).Trim();
        return plain.Length == 0 ? "_" : plain;
    }
}
