using System.ComponentModel;
using Strata.Operations;

namespace Strata.Accounts;

public sealed record TokenRequest
{
    private const int MaxName = 100;

    [Description("What it is for: laptop, backup.")]
    public required string Name { get; init; }

    [Description("Required, as the least that does is the best.")]
    public required TokenScope Scope { get; init; }

    [Description("From then on it is refused; default: never.")]
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <exception cref="StrataException">INVALID_CONTENT.</exception>
    internal static void CheckName(string name)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > MaxName || name.Any(char.IsControl))
        {
            throw new StrataException(ErrorCode.InvalidContent, $"A token's name must have 1 to {MaxName} characters.");
        }
    }
}

public static partial class TokensModule
{
    public static readonly Operation<TokenRequest, NewToken> Add = new Operation<TokenService, TokenRequest, NewToken>(
        "add_token",
        "Makes a token of yours. The token itself is in this answer and in no other.",
        (tokens, request, context) =>
            tokens.By(context).AddTokenAsync(context.User, request.Name, request.ExpiresAt, context.Cancellation, request.Scope)
    )
    {
        Access = Access.Admin,
        Route = OperationRoute.Post("/tokens") with { Status = 201 },
        Examples = ["""{"name":"<word>","scope":"read"}"""],
    };
}

public partial record struct TokensArea
{
    public Task<NewToken> AddAsync(TokenRequest request, CancellationToken ct) =>
        Strata.InvokeAsync(TokensModule.Add, request, progress: null, ct);
}
