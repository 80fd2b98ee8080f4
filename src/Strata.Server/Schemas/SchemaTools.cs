using ModelContextProtocol.Protocol;
using Strata.Server.Mcp;

namespace Strata.Server.Schemas;

internal static class SchemaTools
{
    public static IReadOnlyList<StrataTool> All =>
        [
            new(
                "promote_fields",
                ToolEffect.Decides,
                "Makes fragments fields: a new schema version (or type, for generic), and observations of all earlier values. retract takes it back.",
                [
                    ToolParameters.Text("entity_type").Needed(),
                    ToolParameters.Text("suggested_type"),
                    ToolParameters.Text("to_type", "For generic: the type they become."),
                    ToolParameters.List(
                        "fields",
                        """{"type":"object","properties":{"fragment":{"type":"string"},"name":{"type":"string"},"schema":{"type":"object"}},"required":["fragment"]}""",
                        "Default: all proposed."
                    ),
                    ToolParameters.Reason,
                    ToolParameters.Flag("wait", "false: a worker makes the observations."),
                    ToolParameters.Key,
                ],
                OutputSchemas.Promotion,
                call => ToolResult.OneAsync(call.Strata.Promotions.PromoteAsync(call.Request<PromoteRequest>(), call.Cancellation))
            )
            {
                Profile = ToolProfile.Admin,
            },
            new(
                "register_schema",
                ToolEffect.Adds,
                "Adds a type, or a new version of one (JSON Schema 2020-12 plus x-strata; take describe_schema as a model). Past answers don't change.",
                [
                    ToolParameters.Text("entity_type").Needed(),
                    ToolParameters.Object("schema"),
                    ToolParameters.Integer(
                        "version",
                        1,
                        int.MaxValue,
                        "Without schema, activate and idempotency_key: the one to activate."
                    ),
                    ToolParameters.Flag("activate", "Default true."),
                    ToolParameters.Key,
                ],
                OutputSchemas.Schema,
                RegisterAsync
            )
            {
                Profile = ToolProfile.Admin,
            },
        ];

    private static Task<CallToolResult> RegisterAsync(ToolCall call) =>
        (call.Has("schema"), call.Integer("version")) switch
        {
            (true, null) => ToolResult.OneAsync(
                call.Strata.Schemas.RegisterAsync(call.Request<RegisterSchemaRequest>(), call.Cancellation)
            ),
            (false, { }) when call.Has("idempotency_key") || call.Has("activate") => throw new StrataException(
                ErrorCode.InvalidContent,
                "To activate a version, omit activate and idempotency_key: activating the active version returns CONFLICT and changes nothing."
            ),
            (false, { } version) => ToolResult.OneAsync(
                call.Strata.Schemas.ActivateAsync(call.Needed("entity_type"), version, call.Cancellation)
            ),
            _ => throw new StrataException(
                ErrorCode.InvalidContent,
                "Give either schema, to add a version, or version, to activate an existing one."
            ),
        };
}
