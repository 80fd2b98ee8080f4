using Microsoft.AspNetCore.Http.HttpResults;

namespace Strata.Server;

internal static class SchemaEndpoints
{
    public static void MapSchemas(this IEndpointRouteBuilder api)
    {
        var schemas = api.MapGroup("/schemas").WithTags("Schemas");
        schemas.MapGet("/", ListAsync).WithName("list_schemas");
        schemas.MapPost("/", RegisterAsync).WithName("register_schema");
        schemas.MapGet("/{type}", GetAsync).WithName("describe_schema");
        schemas.MapGet("/{type}/diff", DiffAsync).WithName("diff_schemas");
        schemas.MapPost("/{type}/versions/{version}/activate", ActivateAsync).WithName("activate_schema");
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
