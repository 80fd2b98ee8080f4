using Microsoft.AspNetCore.Http.HttpResults;

namespace Strata.Server;

internal static class SchemaEndpoints
{
    public static void MapSchemas(this IEndpointRouteBuilder api)
    {
        var schemas = api.MapGroup("/schemas").WithTags("Schemas");
        schemas.MapGet("/", ListAsync).Says("list_schemas", "The entity types there are.");
        schemas.MapPost("/", RegisterAsync).Says("register_schema", "Adds a type, or a new version of one.");
        schemas.MapGet("/{type}", GetAsync).Says("describe_schema", "One schema, whole; the active version where none is named.");
        schemas.MapGet("/{type}/diff", DiffAsync).Says("diff_schemas", "What changed between two versions.");
        schemas
            .MapPost("/{type}/versions/{version}/activate", ActivateAsync)
            .Says("activate_schema", "Makes a version the active one. Past answers do not change.");
    }

    private static async Task<Ok<IReadOnlyList<SchemaView>>> ListAsync(CurrentUser user, CancellationToken ct) =>
        TypedResults.Ok(await user.Strata.ListSchemasAsync(ct));

    private static async Task<Ok<SchemaView>> RegisterAsync(
        RegisterSchemaRequest body,
        [AsParameters] Idempotency idempotency,
        CurrentUser user,
        CancellationToken ct
    ) => TypedResults.Ok(await user.Strata.RegisterSchemaAsync(body with { IdempotencyKey = idempotency.Or(body.IdempotencyKey) }, ct));

    private static async Task<Ok<SchemaView>> GetAsync(string type, int? version, CurrentUser user, CancellationToken ct) =>
        TypedResults.Ok(await user.Strata.GetSchemaAsync(type, version, ct));

    private static async Task<Ok<SchemaDiff>> DiffAsync(string type, int from, int to, CurrentUser user, CancellationToken ct) =>
        TypedResults.Ok(await user.Strata.DiffSchemasAsync(type, from, to, ct));

    private static async Task<Ok<SchemaView>> ActivateAsync(string type, int version, CurrentUser user, CancellationToken ct) =>
        TypedResults.Ok(await user.Strata.ActivateSchemaAsync(type, version, ct));
}
