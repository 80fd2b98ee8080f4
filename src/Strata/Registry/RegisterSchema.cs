using Strata.Operations;
using Strata.Schemas;

namespace Strata.Registry;

public static partial class SchemasModule
{
    public static readonly Operation<RegisterSchemaRequest, SchemaView> Register = new Operation<
        SchemaRegistry,
        RegisterSchemaRequest,
        SchemaView
    >(
        "register_schema",
        "Adds a type, or a new version of one.",
        (schemas, request, context) => schemas.RegisterAsync(context.User, context.Actor, request, context.Cancellation)
    )
    {
        Access = Access.Write,
        Route = OperationRoute.Post("/schemas"),
        Tool = new()
        {
            Profile = ToolProfile.Admin,
            Description =
                "Adds a type, or a new version of one (JSON Schema 2020-12 plus x-strata; take describe_schema as a model). Past answers don't change.",
            Shows = ["entity_type", "version", "active", "active_version"],
        },
        Examples = ["""{"entity_type":"<type>","schema":17}"""],
    };
}

public partial record struct SchemasArea
{
    public Task<SchemaView> RegisterAsync(RegisterSchemaRequest request, CancellationToken ct) =>
        Strata.InvokeAsync(SchemasModule.Register, request, progress: null, ct);
}
