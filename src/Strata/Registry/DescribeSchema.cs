using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Strata.Operations;
using Strata.Schemas;

namespace Strata.Registry;

public sealed record DescribeSchema
{
    public required string EntityType { get; init; }

    [Description("Default: the active one.")]
    [Range(1, int.MaxValue)]
    public int? Version { get; init; }
}

[JsonSerializable(typeof(DescribeSchema))]
internal sealed partial class DescribeSchemaShapes : JsonSerializerContext;

public static partial class SchemasModule
{
    public static readonly Operation<DescribeSchema, SchemaView> Get = new Operation<SchemaRegistry, DescribeSchema, SchemaView>(
        "describe_schema",
        "One schema, whole; the active version where none is named.",
        (schemas, request, context) => schemas.GetAsync(context.User, request.EntityType, request.Version, context.Cancellation)
    )
    {
        Route = OperationRoute.Get("/schemas/{entity_type}") with { ETag = true },
        Tool = new()
        {
            Description = "A type's JSON Schema with x-strata: its fields, identity rules, aliases, merge strategies.",
            Shows = ["entity_type", "version", "active", "active_version", "schema"],
        },
        Examples = ["""{"entity_type":"<type>"}""", """{"entity_type":"<type>","version":1}"""],
        Shapes = () => DescribeSchemaShapes.Default,
    };
}

public partial record struct SchemasArea
{
    public Task<SchemaView> GetAsync(string entityType, int? version, CancellationToken ct) =>
        Strata.InvokeAsync(SchemasModule.Get, new() { EntityType = entityType, Version = version }, progress: null, ct);
}
