namespace Strata.Server;

/// <summary>Advice on each error code, in the terms of REST or MCP.</summary>
internal static class Advice
{
    public static string? Rest(ErrorCode code) =>
        code switch
        {
            ErrorCode.EntityNotFound or ErrorCode.EntityAccessDenied =>
                "Look it up: GET /api/v1/entities, /api/v1/entities/find?identifier=… or /api/v1/search?text=…; observations and decisions: /api/v1/entities/{id}/history.",
            ErrorCode.SourceNotFound =>
                "See what there is: GET /api/v1/sources, /api/v1/documents, /api/v1/jobs, /api/v1/schedules, /api/v1/tokens.",
            ErrorCode.RunNotFound => "See what there is: GET /api/v1/runs.",
            ErrorCode.SchemaNotFound => "See what there is: GET /api/v1/schemas.",
            ErrorCode.SchemaValidationFailed => "See what the schema asks for: GET /api/v1/schemas/{type}.",
            ErrorCode.UnsupportedMediaType => "Keep the bytes with interpret=false, or send them in another format.",
            ErrorCode.EntityAlreadyMerged or ErrorCode.MergeTargetAlreadyMerged =>
                "Use the entity it was merged into, or unmerge it first.",
            ErrorCode.IdempotencyMismatch => "Use a new Idempotency-Key for another request.",
            ErrorCode.InterpretationInProgress => "Wait for the run to end: GET /api/v1/runs.",
            ErrorCode.StorageQuotaExceeded or ErrorCode.InterpretationQuotaExceeded => "See what is used: GET /api/v1/usage.",
            _ => null,
        };

    public static string? Mcp(ErrorCode code) =>
        code switch
        {
            ErrorCode.EntityNotFound or ErrorCode.EntityAccessDenied =>
                "Look it up: find_entity, list_entities or search; observations and decisions: entity_history.",
            ErrorCode.SourceNotFound => "See what there is: list_sources.",
            ErrorCode.RunNotFound => "See what there is: list_runs.",
            ErrorCode.SchemaNotFound => "See what there is: list_schemas.",
            ErrorCode.SchemaValidationFailed => "See what the schema asks for: describe_schema.",
            ErrorCode.UnsupportedMediaType => "Keep the bytes with interpret: false, or give them in another format.",
            ErrorCode.EntityAlreadyMerged or ErrorCode.MergeTargetAlreadyMerged =>
                "Use the entity it was merged into, or unmerge_entities first.",
            ErrorCode.IdempotencyMismatch => "Use a new idempotency_key for another call.",
            ErrorCode.InterpretationInProgress => "Wait for the run to end: watch_run.",
            ErrorCode.StorageQuotaExceeded or ErrorCode.InterpretationQuotaExceeded => "See what is used: get_usage.",
            _ => null,
        };
}
