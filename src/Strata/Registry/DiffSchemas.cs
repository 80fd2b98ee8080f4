using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Strata.Operations;
using Strata.Schemas;

namespace Strata.Registry;

public sealed record DiffSchemas
{
    public required string EntityType { get; init; }

    [Range(1, int.MaxValue)]
    public required int From { get; init; }

    [Range(1, int.MaxValue)]
    public required int To { get; init; }
}

[JsonSerializable(typeof(DiffSchemas))]
internal sealed partial class DiffSchemasShapes : JsonSerializerContext;

public static partial class SchemasModule
{
    public static readonly Operation<DiffSchemas, SchemaDiff> Diff = new Operation<SchemaRegistry, DiffSchemas, SchemaDiff>(
        "diff_schemas",
        "What changed between two versions of a type.",
        (schemas, request, context) => schemas.DiffAsync(context.User, request.EntityType, request.From, request.To, context.Cancellation)
    )
    {
        Route = OperationRoute.Get("/schemas/{entity_type}/diff"),
        Tool = new() { Profile = ToolProfile.Admin, Shows = ["changes"] },
        Examples = ["""{"entity_type":"<type>","from":1,"to":2}"""],
        Shapes = () => DiffSchemasShapes.Default,
    };
}

public partial record struct SchemasArea
{
    public Task<SchemaDiff> DiffAsync(string entityType, int from, int to, CancellationToken ct) =>
        Strata.InvokeAsync(
            SchemasModule.Diff,
            new()
            {
                EntityType = entityType,
                From = from,
                To = to,
            },
            progress: null,
            ct
        );
}
