namespace Strata.Server;

/// <summary>The caller of a request. Set once per request by <see cref="Authentication"/>.</summary>
internal sealed class CurrentUser(ServerStore store, ServerOptions options)
{
    public UserId Id => Caller?.User ?? throw new StrataException(ErrorCode.Unauthenticated, "This request has no user.");

    /// <summary>Null if the request needs no user.</summary>
    public Caller? Caller { get; private set; }

    /// <summary>The store of the caller's user.</summary>
    public IStrata Strata =>
        (options.IsOperator(Caller) ? store.ForOperator ?? store.For : store.For)(Id, Caller?.Signed("rest") ?? "rest");

    public void Set(Caller caller) => Caller = caller;
}
