using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Accounts;

public sealed record ListTokens
{
    [Range(1, 1000)]
    public int Limit { get; set; } = 50;

    public string? Cursor { get; init; }
}

[JsonSerializable(typeof(ListTokens))]
internal sealed partial class ListTokensShapes : JsonSerializerContext;

public static partial class TokensModule
{
    public static readonly Operation<ListTokens, Page<UserToken>> List = new Operation<TokenService, ListTokens, Page<UserToken>>(
        "list_tokens",
        "Your tokens without their secrets, oldest first, also those that have ended.",
        (tokens, request, context) =>
            tokens.By(context).ListTokensAsync(context.User, new(request.Limit, request.Cursor), context.Cancellation)
    )
    {
        Access = Access.Admin,
        Cost = Cost.Reads,
        Route = OperationRoute.Get("/tokens"),
        Examples = ["""{}"""],
        Shapes = () => ListTokensShapes.Default,
    };
}

public partial record struct TokensArea
{
    public Task<Page<UserToken>> ListAsync(PageRequest page, CancellationToken ct) =>
        Strata.InvokeAsync(TokensModule.List, new() { Limit = page.Limit, Cursor = page.Cursor }, progress: null, ct);
}
