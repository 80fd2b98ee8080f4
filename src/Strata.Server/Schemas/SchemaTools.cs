using ModelContextProtocol.Protocol;
using Strata.Server.Mcp;

namespace Strata.Server.Schemas;

internal static class SchemaTools
{
    public static IReadOnlyList<StrataTool> All =>
        [
            new(
                "list_schemas",
                ToolEffect.Reads,
                "The entity types there are, with their versions.",
                [],
                OutputSchemas.List,
                call => ToolResult.ListAsync(call.Strata.ListSchemasAsync(call.Cancellation))
            ),
            new(
                "describe_schema",
                ToolEffect.Reads,
                "A type's JSON Schema with x-strata: its fields, identity rules, aliases, merge strategies.",
                [
                    ToolParameters.Text("entity_type").Needed(),
                    ToolParameters.Integer("version", 1, int.MaxValue, "Default: the active one."),
                ],
                OutputSchemas.Schema,
                call =>
                    ToolResult.OneAsync(call.Strata.GetSchemaAsync(call.Needed("entity_type"), call.Integer("version"), call.Cancellation))
            ),
            new(
                "diff_schemas",
                ToolEffect.Reads,
                "What changed between two versions of a type.",
                [
                    ToolParameters.Text("entity_type").Needed(),
                    ToolParameters.Integer("from", 1, int.MaxValue).Needed(),
                    ToolParameters.Integer("to", 1, int.MaxValue).Needed(),
                ],
                OutputSchemas.Difference,
                call =>
                    ToolResult.OneAsync(
                        call.Strata.DiffSchemasAsync(
                            call.Needed("entity_type"),
                            call.Integer("from") ?? 1,
                            call.Integer("to") ?? 1,
                            call.Cancellation
                        )
                    )
            ),
            new(
                "discover_fields",
                ToolEffect.Reads,
                "What undeclared fields (fragments) of a type look like: counts, types, examples, confidence, and which are worth a field.",
                [
                    ToolParameters.Text("entity_type", "A type, or generic.").Needed(),
                    ToolParameters.Text("suggested_type", "Of generic: only these."),
                ],
                OutputSchemas.Fragments,
                call =>
                    ToolResult.OneAsync(
                        call.Strata.DiscoverFieldsAsync(call.Needed("entity_type"), call.Text("suggested_type"), call.Cancellation)
                    )
            ),
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
                call => ToolResult.OneAsync(call.Strata.PromoteFieldsAsync(call.Request<PromoteRequest>(), call.Cancellation))
            ),
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
            ),
        ];

    private static Task<CallToolResult> RegisterAsync(ToolCall call) =>
        (call.Has("schema"), call.Integer("version")) switch
        {
            (true, null) => ToolResult.OneAsync(call.Strata.RegisterSchemaAsync(call.Request<RegisterSchemaRequest>(), call.Cancellation)),
            (false, { }) when call.Has("idempotency_key") || call.Has("activate") => throw new StrataException(
                ErrorCode.InvalidContent,
                "To activate a version, omit activate and idempotency_key: activating the active version returns CONFLICT and changes nothing."
            ),
            (false, { } version) => ToolResult.OneAsync(
                call.Strata.ActivateSchemaAsync(call.Needed("entity_type"), version, call.Cancellation)
            ),
            _ => throw new StrataException(
                ErrorCode.InvalidContent,
                "Give either schema, to add a version, or version, to activate an existing one."
            ),
        };
}
