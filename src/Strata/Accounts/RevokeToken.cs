using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Accounts;

public sealed record RevokeToken
{
    [Description("tok_…")]
    public required string TokenId { get; init; }
}

[JsonSerializable(typeof(RevokeToken))]
internal sealed partial class RevokeTokenShapes : JsonSerializerContext;

public static partial class TokensModule
{
    public static readonly Operation<RevokeToken, UserToken> Revoke = new Operation<TokenService, RevokeToken, UserToken>(
        "revoke_token",
        "Ends a token at once, even the one that you are asking with.",
        (tokens, request, context) => tokens.By(context).RevokeTokenAsync(context.User, request.TokenId, context.Cancellation)
    )
    {
        Access = Access.Admin,
        Route = OperationRoute.Delete("/tokens/{token_id}"),
        Examples = ["""{"token_id":"<token>"}"""],
        Shapes = () => RevokeTokenShapes.Default,
    };
}

public partial record struct TokensArea
{
    public Task<UserToken> RevokeAsync(string tokenId, CancellationToken ct) =>
        Strata.InvokeAsync(TokensModule.Revoke, new() { TokenId = tokenId }, progress: null, ct);
}
