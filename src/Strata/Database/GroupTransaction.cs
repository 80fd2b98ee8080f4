namespace Strata.Database;

/// <summary>An open transaction in which writes of one or more users run one after another.</summary>
internal abstract class GroupTransaction : IAsyncDisposable
{
    private readonly Dictionary<UserId, UserScope> _scopes = [];

    public IEnumerable<UserScope> Scopes => _scopes.Values;

    public async ValueTask<UserScope> ScopeAsync(UserId user)
    {
        if (!_scopes.TryGetValue(user, out var scope))
        {
            scope = new UserScope(user, await EnterAsync(user).ConfigureAwait(false));
            _scopes.Add(user, scope);
        }
        return scope;
    }

    /// <summary>Creates a view for one write, unusable once closed.</summary>
    public abstract IScopedTransaction For(UserScope scope, CancellationToken ct);

    public abstract Task CommitAsync();

    public abstract Task RollbackAsync();

    public abstract ValueTask DisposeAsync();

    /// <summary>Takes the user's ledger lock; returns the user's number.</summary>
    /// <exception cref="StrataException">UNAUTHENTICATED: there is no such user.</exception>
    protected abstract Task<long> EnterAsync(UserId user);
}

internal interface IScopedTransaction
{
    UserTransaction Transaction { get; }

    void Close();
}
