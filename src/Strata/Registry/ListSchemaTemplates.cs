using System.Text.Json.Serialization;
using Strata.Operations;
using Strata.Schemas;

namespace Strata.Registry;

public sealed record ListSchemaTemplates { }

/// <summary>A schema to begin with: change it, and register it under a name of your own.</summary>
public sealed record SchemaTemplate(string Name, string Title, string Description, JsonElement Schema);

[JsonSerializable(typeof(ListSchemaTemplates))]
[JsonSerializable(typeof(IReadOnlyList<SchemaTemplate>))]
internal sealed partial class ListSchemaTemplatesShapes : JsonSerializerContext;

public static partial class SchemasModule
{
    public static readonly Operation<ListSchemaTemplates, IReadOnlyList<SchemaTemplate>> Templates = new Operation<
        SchemaRegistry,
        ListSchemaTemplates,
        IReadOnlyList<SchemaTemplate>
    >(
        "list_schema_templates",
        "Annotation schemas to begin with: contract clauses, prose revision, close reading, research coding, entities, quick notes.",
        (_, _, _) => Task.FromResult(SchemaTemplates.All)
    )
    {
        Route = OperationRoute.Get("/schema-templates"),
        Tool = new() { Profile = ToolProfile.Admin },
        Examples = ["{}"],
        Shapes = () => ListSchemaTemplatesShapes.Default,
    };
}

public partial record struct SchemasArea
{
    public Task<IReadOnlyList<SchemaTemplate>> ListTemplatesAsync(CancellationToken ct) =>
        Strata.InvokeAsync(SchemasModule.Templates, new(), progress: null, ct);
}

/// <summary>The templates that come with the program.</summary>
internal static class SchemaTemplates
{
    public static IReadOnlyList<SchemaTemplate> All { get; } =
    [.. new[] { "contract_clause", "prose_revision", "close_reading", "research_code", "entity_mention", "quick_note" }.Select(Read)];

    private static SchemaTemplate Read(string name)
    {
        using var file =
            typeof(SchemaTemplates).Assembly.GetManifestResourceStream($"template/{name}.json")
            ?? throw new InvalidOperationException($"The template '{name}' is not in the program.");
        using var json = JsonDocument.Parse(file);
        var schema = json.RootElement.Clone();
        var definition = SchemaDefinition.Parse(name, 1, schema);
        return new SchemaTemplate(name, definition.Title ?? name, definition.Description ?? "", schema);
    }
}
