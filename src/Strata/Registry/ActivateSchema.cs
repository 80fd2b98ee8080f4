using System.Text.Json.Serialization;
using Strata.Operations;
using Strata.Schemas;

namespace Strata.Registry;

public sealed record ActivateSchema
{
    public required string EntityType { get; init; }

    public required int Version { get; init; }
}

[JsonSerializable(typeof(ActivateSchema))]
internal sealed partial class ActivateSchemaShapes : JsonSerializerContext;

public static partial class SchemasModule
{
    public static readonly Operation<ActivateSchema, SchemaView> Activate = new Operation<SchemaRegistry, ActivateSchema, SchemaView>(
        "activate_schema",
        "Makes a version the active one. Past answers do not change.",
        (schemas, request, context) =>
            schemas.ActivateAsync(context.User, context.Actor, request.EntityType, request.Version, context.Cancellation)
    )
    {
        Access = Access.Write,
        Route = OperationRoute.Post("/schemas/{entity_type}/versions/{version}/activate") with { HasBody = false },
        Tool = new() { Profile = ToolProfile.Admin, Shows = ["entity_type", "version", "active", "active_version"] },
        Examples = ["""{"entity_type":"<type>","version":1}"""],
        Shapes = () => ActivateSchemaShapes.Default,
    };
}

public partial record struct SchemasArea
{
    public Task<SchemaView> ActivateAsync(string entityType, int version, CancellationToken ct) =>
        Strata.InvokeAsync(SchemasModule.Activate, new() { EntityType = entityType, Version = version }, progress: null, ct);
}
