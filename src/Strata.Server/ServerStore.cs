namespace Strata.Server;

/// <summary>What the server needs of the store it is a door to.</summary>
/// <param name="For">The store as one user sees it; the actor is written beside what that user decides.</param>
/// <param name="AuthenticateAsync">Whose token this is; null where it is unknown, expired or revoked.</param>
/// <param name="CheckAsync">Returns when the store answers, throws when it doesn't.</param>
public sealed record ServerStore(
    Func<UserId, string, IStrata> For,
    Func<string, CancellationToken, Task<UserId?>> AuthenticateAsync,
    Func<CancellationToken, Task> CheckAsync
)
{
    /// <summary>An open store, which stays the caller's to dispose.</summary>
    public static ServerStore Of(StrataStore store) =>
        new(
            store.For,
            async (token, ct) => (await store.Users.AuthenticateAsync(token, ct))?.User,
            async ct => await store.Database.UserExistsAsync(UserId.Local, ct)
        );
}
