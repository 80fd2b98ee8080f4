using Microsoft.AspNetCore.Http.HttpResults;

namespace Strata.Server;

internal static class AuditEndpoints
{
    public static void MapAudit(this IEndpointRouteBuilder api) =>
        api.MapGet("/audit", ListAsync)
            .WithTags("Proof")
            .Says("list_audit", "What was decided and administered, by whom and with which token, the latest first.");

    private static async Task<Ok<Page<AuditEntry>>> ListAsync([AsParameters] Paging page, CurrentUser user, CancellationToken ct) =>
        TypedResults.Ok(await user.Strata.ListAuditAsync(page.Request, ct));
}
