namespace Strata.Server;

/// <summary>Who is asking: the one place where handlers learn it. Set once per request by <see cref="Authentication"/>.</summary>
internal sealed class CurrentUser(ServerStore store)
{
    public UserId Id => Caller?.User ?? throw new StrataException(ErrorCode.Unauthenticated, "This request has no user.");

    /// <summary>Null where a request needs no user.</summary>
    public Caller? Caller { get; private set; }

    /// <summary>The store as the asking user sees it.</summary>
    public IStrata Strata => store.For(Id, Caller?.Signed("rest") ?? "rest");

    public void Set(Caller caller) => Caller = caller;
}
