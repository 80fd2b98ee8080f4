using Strata.Database;

namespace Strata.Operations;

/// <summary>Who asks, and with what: one call of an operation.</summary>
/// <param name="services">Gives the services of the store by their type.</param>
/// <param name="actor">Who acts for the user: observations and decisions are signed with it.</param>
/// <param name="isLocal">See <see cref="IsLocal"/>.</param>
/// <param name="record">Records an administrative action, given its name and its detail as JSON.</param>
internal sealed class OperationContext(
    IServiceProvider services,
    IDatabase database,
    UserId user,
    string actor,
    IProgress<Progress>? progress,
    CancellationToken cancellation,
    Func<string, string, Task> record,
    bool isLocal = false
)
{
    /// <summary>Whether the caller is on the store's machine with the rights of this process, so that files may be named by path.</summary>
    public bool IsLocal => isLocal;

    public UserId User => user;
    public string Actor => actor;
    public IProgress<Progress>? Progress => progress;
    public CancellationToken Cancellation => cancellation;

    public T Service<T>()
        where T : class => (T)(services.GetService(typeof(T)) ?? throw new InvalidOperationException($"There is no service {typeof(T)}."));

    /// <summary>Transactions of the user, for work that takes many.</summary>
    public UserWrites Writes => new(database, user, cancellation);

    /// <summary>Records an administrative action that is done in many transactions, before the first of them.</summary>
    /// <param name="detail">JSON.</param>
    public Task RecordAsync(string action, string detail) => record(action, detail);

    public Task<T> ReadAsync<T>(Func<UserConnection, Task<T>> read) => database.ReadAsync(user, read, cancellation);
}
