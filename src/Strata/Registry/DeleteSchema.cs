using System.Text.Json.Serialization;
using Strata.Entities;
using Strata.Operations;

namespace Strata.Registry;

public record SchemaDeletionRequest : DecisionArguments;

public sealed record DeleteSchema : SchemaDeletionRequest
{
    public required string EntityType { get; init; }
}

/// <param name="DecisionId">Pass it to retract to bring the type back.</param>
public sealed record SchemaDeletion(string DecisionId, string EntityType);

[JsonSerializable(typeof(DeleteSchema))]
[JsonSerializable(typeof(SchemaDeletionRequest))]
[JsonSerializable(typeof(SchemaDeletion))]
internal sealed partial class DeleteSchemaShapes : JsonSerializerContext;

public static partial class SchemasModule
{
    public static readonly Operation<DeleteSchema, SchemaDeletion> Delete = new Operation<SchemaRegistry, DeleteSchema, SchemaDeletion>(
        "delete_schema",
        "Removes a type that nothing uses; else says what does. Its versions are kept for answers about the past, and retract brings it back.",
        (schemas, request, context) => schemas.DeleteAsync(context.User, context.Actor, request, context.Cancellation)
    )
    {
        Access = Access.Write,
        Decides = true,
        Route = OperationRoute.Post("/schemas/{entity_type}/delete") with { Body = typeof(SchemaDeletionRequest) },
        Tool = new() { Profile = ToolProfile.Admin, Shows = ["decision_id"] },
        Examples = ["""{"entity_type":"<type>"}"""],
        Shapes = () => DeleteSchemaShapes.Default,
    };
}

public partial record struct SchemasArea
{
    public Task<SchemaDeletion> DeleteAsync(DeleteSchema request, CancellationToken ct) =>
        Strata.InvokeAsync(SchemasModule.Delete, request, progress: null, ct);
}
