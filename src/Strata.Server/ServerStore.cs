namespace Strata.Server;

/// <summary>What the server needs of a store.</summary>
/// <param name="For">Returns a user's store; decisions record the actor.</param>
/// <param name="AuthenticateAsync">Returns the token's caller; null if it is unknown, expired or revoked.</param>
/// <param name="CheckAsync">Checks the store's parts and counts the queue.</param>
public sealed record ServerStore(
    Func<UserId, string, IStrata> For,
    Func<string, CancellationToken, Task<Caller?>> AuthenticateAsync,
    Func<CancellationToken, Task<StoreHealth>> CheckAsync
)
{
    /// <summary>Largest source in bytes, refused before it is read.</summary>
    public long MaxSourceBytes { get; init; } = new StoreOptions().MaxSourceBytes;

    /// <summary>Returns the store as an operator has it; null: this server has none.</summary>
    public Func<UserId, string, IStrata>? ForOperator { get; init; }

    /// <summary>Uploads in pieces; null: not here.</summary>
    public UploadService? Uploads { get; init; }

    /// <inheritdoc cref="StrataStore.JobKinds"/>
    public IReadOnlyDictionary<string, bool> JobKinds { get; init; } = new Dictionary<string, bool>(StringComparer.Ordinal);

    /// <summary>Wraps an open store, which the caller disposes.</summary>
    public static ServerStore Of(StrataStore store) =>
        new(
            (user, actor) => store.For(user, actor),
            async (token, ct) =>
                await store.Users.AuthenticateAsync(token, ct) is { } known ? new Caller(known.User, known.TokenId, known.Scope) : null,
            store.CheckHealthAsync
        )
        {
            MaxSourceBytes = store.MaxSourceBytes,
            Uploads = store.Uploads,
            JobKinds = store.JobKinds,
            ForOperator = (user, actor) => store.For(user, actor, isOperator: true),
        };
}

/// <summary>The caller of a request.</summary>
/// <param name="TokenId">Id of the token; null in local mode.</param>
/// <param name="Scope">What the token may do.</param>
public sealed record Caller(UserId User, string? TokenId, TokenScope Scope = TokenScope.Admin)
{
    /// <summary>Returns the actor of decisions: interface or program, and token.</summary>
    internal string Signed(string actor) => TokenId is null ? actor : $"{actor}:{TokenId}";

    /// <exception cref="StrataException">FORBIDDEN: the token's scope is too small.</exception>
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

    /// <summary>Unique name of the caller.</summary>
    internal string Name => TokenId is null ? User.Value : $"{User}/{TokenId}";
}
