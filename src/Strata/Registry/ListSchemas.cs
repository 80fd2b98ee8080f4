using System.Text.Json.Serialization;
using Strata.Operations;
using Strata.Schemas;

namespace Strata.Registry;

public sealed record ListSchemas { }

[JsonSerializable(typeof(ListSchemas))]
internal sealed partial class ListSchemasShapes : JsonSerializerContext;

public static partial class SchemasModule
{
    public static readonly Operation<ListSchemas, IReadOnlyList<SchemaView>> List = new Operation<
        SchemaRegistry,
        ListSchemas,
        IReadOnlyList<SchemaView>
    >("list_schemas", "The entity types there are.", (schemas, request, context) => schemas.ListAsync(context.User, context.Cancellation))
    {
        Route = OperationRoute.Get("/schemas"),
        Tool = new() { Description = "The entity types there are, with their versions." },
        Examples = ["""{}"""],
        Shapes = () => ListSchemasShapes.Default,
    };
}

public partial record struct SchemasArea
{
    public Task<IReadOnlyList<SchemaView>> ListAsync(CancellationToken ct) =>
        Strata.InvokeAsync(SchemasModule.List, new(), progress: null, ct);
}
