namespace Strata.Server;

/// <summary>What the server needs of the store it is a door to.</summary>
/// <param name="For">The store as one user sees it; the actor is written beside what that user decides.</param>
/// <param name="AuthenticateAsync">Whose token this is; null where it is unknown, expired or revoked.</param>
/// <param name="CheckAsync">Returns when the store answers, throws when it doesn't.</param>
public sealed record ServerStore(
    Func<UserId, string, IStrata> For,
    Func<string, CancellationToken, Task<Caller?>> AuthenticateAsync,
    Func<CancellationToken, Task> CheckAsync
)
{
    /// <summary>An open store, which stays the caller's to dispose.</summary>
    public static ServerStore Of(StrataStore store) =>
        new(
            store.For,
            async (token, ct) => await store.Users.AuthenticateAsync(token, ct) is { } known ? new Caller(known.User, known.TokenId) : null,
            async ct => await store.Database.UserExistsAsync(UserId.Local, ct)
        );
}

/// <summary>Who makes a request.</summary>
/// <param name="TokenId">By which token; null where none is asked for.</param>
public sealed record Caller(UserId User, string? TokenId)
{
    /// <summary>Tells callers apart: no two have the same.</summary>
    internal string Name => TokenId is null ? User.Value : $"{User}/{TokenId}";
}
