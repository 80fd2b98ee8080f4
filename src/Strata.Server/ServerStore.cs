namespace Strata.Server;

/// <summary>What the server needs of the store it is a door to.</summary>
/// <param name="For">The store as one user sees it; the actor is written beside what that user decides.</param>
/// <param name="AuthenticateAsync">Whose token this is; null where it is unknown, expired or revoked.</param>
/// <param name="CheckAsync">How its parts are; also has the numbers of the queue counted.</param>
public sealed record ServerStore(
    Func<UserId, string, IStrata> For,
    Func<string, CancellationToken, Task<Caller?>> AuthenticateAsync,
    Func<CancellationToken, Task<StoreHealth>> CheckAsync
)
{
    /// <summary>Bytes of one source: what the store takes in, so that more is refused before it is read.</summary>
    public long MaxSourceBytes { get; init; } = new StoreOptions().MaxSourceBytes;

    /// <summary>An open store, which stays the caller's to dispose.</summary>
    public static ServerStore Of(StrataStore store) =>
        new(
            store.For,
            async (token, ct) =>
                await store.Users.AuthenticateAsync(token, ct) is { } known ? new Caller(known.User, known.TokenId, known.Scope) : null,
            store.CheckHealthAsync
        )
        {
            MaxSourceBytes = store.MaxSourceBytes,
        };
}

/// <summary>Who makes a request.</summary>
/// <param name="TokenId">By which token; null where none is asked for.</param>
/// <param name="Scope">What the token may do.</param>
public sealed record Caller(UserId User, string? TokenId, TokenScope Scope = TokenScope.Admin)
{
    /// <summary>What decisions are signed with: the door or program, and the token it came with.</summary>
    internal string Signed(string actor) => TokenId is null ? actor : $"{actor}:{TokenId}";

    /// <exception cref="StrataException">FORBIDDEN: the token may not do this.</exception>
    internal void Require(TokenScope needed)
    {
        if (Scope < needed)
        {
            throw new StrataException(
                ErrorCode.Forbidden,
                $"This needs a token with scope '{needed.Name()}'; the token has '{Scope.Name()}'. Use another token (strata users token add NAME --scope {needed.Name()})."
            );
        }
    }

    /// <summary>Tells callers apart: no two have the same.</summary>
    internal string Name => TokenId is null ? User.Value : $"{User}/{TokenId}";
}
