using ModelContextProtocol.Protocol;

namespace Strata.Server;

internal static class SchemaTools
{
    public static IReadOnlyList<StrataTool> All =>
        [
            new(
                "list_schemas",
                Effect.Reads,
                "The entity types there are, with their versions.",
                [],
                Shapes.List,
                call => Give.ListAsync(call.Strata.ListSchemasAsync(call.Cancellation))
            ),
            new(
                "describe_schema",
                Effect.Reads,
                "A type's JSON Schema with x-strata: its fields, identity rules, aliases, merge strategies.",
                [Take.Text("entity_type").Needed(), Take.Integer("version", 1, int.MaxValue, "Default: the active one.")],
                Shapes.Schema,
                call => Give.OneAsync(call.Strata.GetSchemaAsync(call.Needed("entity_type"), call.Integer("version"), call.Cancellation))
            ),
            new(
                "diff_schemas",
                Effect.Reads,
                "What changed between two versions of a type.",
                [
                    Take.Text("entity_type").Needed(),
                    Take.Integer("from", 1, int.MaxValue).Needed(),
                    Take.Integer("to", 1, int.MaxValue).Needed(),
                ],
                Shapes.Difference,
                call =>
                    Give.OneAsync(
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
                Effect.Reads,
                "What undeclared fields (fragments) of a type look like: counts, types, examples, confidence, and which are worth a field.",
                [Take.Text("entity_type", "A type, or generic.").Needed(), Take.Text("suggested_type", "Of generic: only these.")],
                Shapes.Fragments,
                call =>
                    Give.OneAsync(
                        call.Strata.DiscoverFieldsAsync(call.Needed("entity_type"), call.Text("suggested_type"), call.Cancellation)
                    )
            ),
            new(
                "promote_fields",
                Effect.Decides,
                "Makes fragments fields: a new schema version (or type, for generic), and observations of all earlier values. retract takes it back.",
                [
                    Take.Text("entity_type").Needed(),
                    Take.Text("suggested_type"),
                    Take.Text("to_type", "For generic: the type they become."),
                    Take.List(
                        "fields",
                        """{"type":"object","properties":{"fragment":{"type":"string"},"name":{"type":"string"},"schema":{"type":"object"}},"required":["fragment"]}""",
                        "Default: all proposed."
                    ),
                    Take.Reason,
                    Take.Flag("wait", "false: a worker makes the observations."),
                    Take.Key,
                ],
                Shapes.Promotion,
                call => Give.OneAsync(call.Strata.PromoteFieldsAsync(call.Request<PromoteRequest>(), call.Cancellation))
            ),
            new(
                "register_schema",
                Effect.Adds,
                "Adds a type, or a new version of one (JSON Schema 2020-12 plus x-strata; take describe_schema as a model). Past answers don't change.",
                [
                    Take.Text("entity_type").Needed(),
                    Take.Object("schema"),
                    Take.Integer("version", 1, int.MaxValue, "Without schema, activate and idempotency_key: the one to activate."),
                    Take.Flag("activate", "Default true."),
                    Take.Key,
                ],
                Shapes.Schema,
                RegisterAsync
            ),
        ];

    private static Task<CallToolResult> RegisterAsync(ToolCall call) =>
        (call.Has("schema"), call.Integer("version")) switch
        {
            (true, null) => Give.OneAsync(call.Strata.RegisterSchemaAsync(call.Request<RegisterSchemaRequest>(), call.Cancellation)),
            (false, { }) when call.Has("idempotency_key") || call.Has("activate") => throw new StrataException(
                ErrorCode.InvalidContent,
                "To activate a version, leave out activate and idempotency_key: where it was activated already, that is CONFLICT and changes nothing."
            ),
            (false, { } version) => Give.OneAsync(call.Strata.ActivateSchemaAsync(call.Needed("entity_type"), version, call.Cancellation)),
            _ => throw new StrataException(
                ErrorCode.InvalidContent,
                "Give either schema, to add a version, or version, to activate one that there is."
            ),
        };
}
