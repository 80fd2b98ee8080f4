using Strata.Server;

namespace Strata.Cli;

/// <summary>The store of this machine, as the server wants it.</summary>
internal static class LocalStore
{
    public static ServerStore ForServer(StrataStore store) =>
        new(
            store.For,
            async (token, ct) => await store.Users.AuthenticateAsync(token, ct) is { } known ? new Caller(known.User, known.TokenId, known.Scope) : null,
            store.CheckHealthAsync
        );
}
