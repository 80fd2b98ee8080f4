using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Strata.Server.Entities;

/// <summary>What is known, where it came from, and what it was.</summary>
internal static class EntityEndpoints
{
    public static void MapEntities(this IEndpointRouteBuilder api)
    {
        var entities = api.MapGroup("/entities").WithTags("Entities");
        entities
            .MapPost("/", StoreAsync)
            .Says("ingest_structured", "Stores facts that are fields already: one or many entities, all or nothing.");
        entities
            .MapGet("/", ListAsync)
            .Says("list_entities", "Entities by type, field comparisons and text. A filter is field:op:value, repeated; all must hold.");
        entities
            .MapPost("/query", QueryAsync)
            .Says("query_entities", "The same as listing entities, with the query as JSON.")
            .Costs(Cost.Reads);
        entities.MapGet("/find", FindAsync).Says("find_entity", "Entities that carry an exact identifier.");
        entities
            .MapGet("/{id}", GetAsync)
            .Says(
                "get_entity",
                "One entity, now or then. If-None-Match with its ETag gives 304 where nothing changed; writes take that as If-Match."
            );
        entities
            .MapGet("/{id}/observations", ObservationsAsync)
            .Says("list_observations", "Everything that was stated about an entity, with undeclared fields.");
        entities
            .MapGet("/{id}/provenance/{field}", ProvenanceAsync)
            .Says("get_field_provenance", "From one field to the quoted bytes it came from, re-read now.");
        entities.MapGet("/{id}/history", HistoryAsync).Says("entity_history", "What changed, when, by whom or what.");
        entities.MapGet("/{id}/neighborhood", NeighborhoodAsync).Says("get_neighborhood", "Related entities, up to depth steps away.");
        api.MapGet("/timeline", TimelineAsync).WithTags("Timeline").Says("list_timeline", "Dated events in time order.");
    }

    private static async Task<Ok<StructuredResult>> StoreAsync(
        StructuredRequest body,
        [AsParameters] Idempotency idempotency,
        CurrentUser user,
        CancellationToken ct
    ) => TypedResults.Ok(await user.Strata.IngestStructuredAsync(body with { IdempotencyKey = idempotency.Or(body.IdempotencyKey) }, ct));

    private static async Task<Ok<Page<EntityView>>> ListAsync(
        [AsParameters] EntityListQuery query,
        [AsParameters] PastQuery past,
        CurrentUser user,
        CancellationToken ct
    ) => TypedResults.Ok(await user.Strata.ListEntitiesAsync(query.Query, past.At, ct));

    private static async Task<Ok<Page<EntityView>>> QueryAsync(
        EntityQuery body,
        [AsParameters] PastQuery past,
        CurrentUser user,
        CancellationToken ct
    ) => TypedResults.Ok(await user.Strata.ListEntitiesAsync(body, past.At, ct));

    private static async Task<Ok<Page<EntityView>>> FindAsync(
        string identifier,
        string? type,
        [AsParameters] PageQuery page,
        [AsParameters] PastQuery past,
        CurrentUser user,
        CancellationToken ct
    ) => TypedResults.Ok(await user.Strata.FindEntitiesAsync(identifier, type, page.Request, past.At, ct));

    private static async Task<ETagResult<EntityView>> GetAsync(
        string id,
        bool? provenance,
        [AsParameters] PastQuery past,
        CurrentUser user,
        CancellationToken ct
    )
    {
        var entity = await user.Strata.GetEntityAsync(id, provenance ?? false, past.At, ct);
        return new ETagResult<EntityView>(entity, EntityVersion.Of(entity));
    }

    private static async Task<Ok<Page<ObservationView>>> ObservationsAsync(
        string id,
        [Description(
            "Each field with its quote, what stands around that, and its place (page and box, sheet and cells); at most 100 a page."
        )]
            bool? evidence,
        [AsParameters] PageQuery page,
        [AsParameters] PastQuery past,
        CurrentUser user,
        CancellationToken ct
    ) => TypedResults.Ok(await user.Strata.ListObservationsAsync(id, evidence ?? false, page.Request, past.At, ct));

    private static async Task<Ok<FieldProvenance>> ProvenanceAsync(
        string id,
        string field,
        [AsParameters] PastQuery past,
        CurrentUser user,
        CancellationToken ct
    )
    {
        // ASP.NET leaves an escaped slash in a path as it is.
        var name = field.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        return TypedResults.Ok(await user.Strata.GetFieldProvenanceAsync(id, name, past.At, ct));
    }

    private static async Task<Ok<Page<HistoryEntry>>> HistoryAsync(
        string id,
        [AsParameters] PageQuery page,
        [AsParameters] PastQuery past,
        CurrentUser user,
        CancellationToken ct
    ) => TypedResults.Ok(await user.Strata.GetHistoryAsync(id, page.Request, past.At, ct));

    private static async Task<Ok<Neighborhood>> NeighborhoodAsync(
        string id,
        int? depth,
        int? limit,
        [AsParameters] PastQuery past,
        CurrentUser user,
        CancellationToken ct
    ) => TypedResults.Ok(await user.Strata.GetNeighborhoodAsync(id, depth ?? 1, limit ?? 50, past.At, ct));

    private static async Task<Ok<Page<TimelineEvent>>> TimelineAsync(
        [FromQuery(Name = "from"), Description("From then on: a date or time.")] string? from,
        [FromQuery(Name = "to"), Description("Before that time; of a date its whole day too.")] string? to,
        [FromQuery(Name = "entity_id")] string? entityId,
        string? type,
        [AsParameters] PageQuery page,
        [AsParameters] PastQuery past,
        CurrentUser user,
        CancellationToken ct
    )
    {
        var query = new TimelineQuery
        {
            From = from,
            To = to,
            EntityId = entityId,
            EntityType = type,
            Limit = page.Request.Limit,
            Cursor = page.Cursor,
        };
        return TypedResults.Ok(await user.Strata.ListTimelineAsync(query, past.At, ct));
    }
}
