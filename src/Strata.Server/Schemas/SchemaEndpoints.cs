using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Strata.Server.Schemas;

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
        schemas
            .MapGet("/{type}/fragments", DiscoverAsync)
            .Says("discover_fields", "What fields that no schema declares look like, and which are worth one.");
        var promotions = api.MapGroup("/promotions").WithTags("Schemas");
        promotions.MapGet("/", PromotionsAsync).Says("list_promotions", "Fragments that were made fields, the newest first.");
        promotions
            .MapPost("/", PromoteAsync)
            .Says(
                "promote_fields",
                "Makes fields of fragments: a schema version, and observations of what came before. Retract takes it back."
            );
    }

    private static async Task<Ok<FragmentReport>> DiscoverAsync(
        string type,
        [FromQuery(Name = "suggested_type")] string? suggestedType,
        CurrentUser user,
        CancellationToken ct
    ) => TypedResults.Ok(await user.Strata.DiscoverFieldsAsync(type, suggestedType, ct));

    private static async Task<Ok<PromotionView>> PromoteAsync(
        PromoteRequest body,
        [AsParameters] Idempotency idempotency,
        CurrentUser user,
        CancellationToken ct
    ) => TypedResults.Ok(await user.Strata.PromoteFieldsAsync(body with { IdempotencyKey = idempotency.Or(body.IdempotencyKey) }, ct));

    private static async Task<Ok<Page<PromotionView>>> PromotionsAsync(
        [AsParameters] PageQuery page,
        CurrentUser user,
        CancellationToken ct
    ) => TypedResults.Ok(await user.Strata.ListPromotionsAsync(page.Request, ct));

    private static async Task<Ok<IReadOnlyList<SchemaView>>> ListAsync(CurrentUser user, CancellationToken ct) =>
        TypedResults.Ok(await user.Strata.ListSchemasAsync(ct));

    private static async Task<Ok<SchemaView>> RegisterAsync(
        RegisterSchemaRequest body,
        [AsParameters] Idempotency idempotency,
        CurrentUser user,
        CancellationToken ct
    ) => TypedResults.Ok(await user.Strata.RegisterSchemaAsync(body with { IdempotencyKey = idempotency.Or(body.IdempotencyKey) }, ct));

    private static async Task<ETagResult<SchemaView>> GetAsync(string type, int? version, CurrentUser user, CancellationToken ct) =>
        new(await user.Strata.GetSchemaAsync(type, version, ct));

    private static async Task<Ok<SchemaDiff>> DiffAsync(string type, int from, int to, CurrentUser user, CancellationToken ct) =>
        TypedResults.Ok(await user.Strata.DiffSchemasAsync(type, from, to, ct));

    private static async Task<Ok<SchemaView>> ActivateAsync(string type, int version, CurrentUser user, CancellationToken ct) =>
        TypedResults.Ok(await user.Strata.ActivateSchemaAsync(type, version, ct));
}
