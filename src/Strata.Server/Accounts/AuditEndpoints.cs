using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Strata.Server.Accounts;

internal static class AuditEndpoints
{
    public static void MapAudit(this IEndpointRouteBuilder api) =>
        api.MapGet("/audit", ListAsync)
            .WithTags("Proof")
            .Says("list_audit", "What was decided and administered, by whom and with which token, the latest first.");

    private static async Task<Ok<Page<AuditEntry>>> ListAsync(
        [AsParameters] AuditListQuery query,
        CurrentUser user,
        CancellationToken ct
    ) => TypedResults.Ok(await user.Strata.ListAuditAsync(query.Query, ct));
}

internal sealed record AuditListQuery(
    [property: FromQuery(Name = "since"), Description("From that date or time on.")] string? Since,
    [property: FromQuery(Name = "until"), Description("Before that time; of a date its whole day too.")] string? Until,
    [property: FromQuery(Name = "action"), Description("correction, merge, retract, add_token, set_plan, …")] string? Action,
    [property: FromQuery(Name = "actor"), Description("The door or program: rest, mcp, cli, operator, …")] string? Actor,
    [property: FromQuery(Name = "token_id"), Description("What came with this token: tok_…")] string? TokenId,
    [property: FromQuery(Name = "about"), Description("What is about an entity (ent_…), an observation (obs_…) or a decision (dec_…).")]
        string? About,
    [property: FromQuery(Name = "limit"), Description("Items a page; default 50.")] int? Limit,
    [property: FromQuery(Name = "cursor"), Description("next_cursor of the page before.")] string? Cursor
)
{
    public AuditQuery Query
    {
        get
        {
            var query = new AuditQuery
            {
                Since = Since,
                Until = Until,
                Action = Action,
                Actor = Actor,
                TokenId = TokenId,
                About = About,
                Cursor = Cursor,
            };
            return Limit is { } limit ? query with { Limit = limit } : query;
        }
    }
}
