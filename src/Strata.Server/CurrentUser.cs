namespace Strata.Server;

/// <summary>Who is asking: the one place where handlers learn it. Set once per request by <see cref="Authentication"/>.</summary>
internal sealed class CurrentUser(ServerStore store)
{
    private UserId? _id;

    public UserId Id => _id ?? throw new StrataException(ErrorCode.Unauthenticated, "This request has no user.");

    /// <summary>The store as the asking user sees it.</summary>
    public IStrata Strata => store.For(Id, "rest");

    public void Set(UserId id) => _id = id;
}
