using Microsoft.AspNetCore.Http.HttpResults;

namespace Strata.Server.Accounts;

/// <summary>
/// The asking user's own tokens. There is no tool for any of this: what speaks through MCP is often a model that reads what others wrote,
/// and nothing that it can be talked into is to outlast its own token.
/// </summary>
internal static class TokenEndpoints
{
    public static void MapTokens(this IEndpointRouteBuilder api)
    {
        var tokens = api.MapGroup("/tokens").WithTags("Tokens");
        tokens
            .MapGet("/", ListAsync)
            .Says("list_tokens", "Your tokens without their secrets, oldest first, also those that have ended.")
            .Needs(TokenScope.Admin);
        tokens
            .MapPost("/", AddAsync)
            .Says(
                "add_token",
                "Makes a token of yours, of a scope that yours includes. The token itself is in this answer and in no other."
            )
            .Needs(TokenScope.Admin);
        tokens
            .MapPost("/{id}/rotate", RotateAsync)
            .Says("rotate_token", "Makes a token like that one, which ends after the grace; without a body, a day later.")
            .Needs(TokenScope.Admin);
        tokens
            .MapDelete("/{id}", RevokeAsync)
            .Says("revoke_token", "Ends a token at once, even the one that you are asking with.")
            .Needs(TokenScope.Admin);
    }

    private static async Task<Ok<Page<UserToken>>> ListAsync([AsParameters] PageQuery page, CurrentUser user, CancellationToken ct) =>
        TypedResults.Ok(await user.Strata.ListTokensAsync(page.Request, ct));

    private static async Task<Created<NewToken>> AddAsync(TokenRequest body, CurrentUser user, CancellationToken ct)
    {
        user.Caller?.Require(body.Scope);
        return TypedResults.Created((string?)null, await user.Strata.AddTokenAsync(body, ct));
    }

    private static async Task<Created<NewToken>> RotateAsync(string id, RotateTokenRequest? body, CurrentUser user, CancellationToken ct) =>
        TypedResults.Created((string?)null, await user.Strata.RotateTokenAsync(id, body ?? new RotateTokenRequest(), ct));

    private static async Task<Ok<UserToken>> RevokeAsync(string id, CurrentUser user, CancellationToken ct) =>
        TypedResults.Ok(await user.Strata.RevokeTokenAsync(id, ct));
}
