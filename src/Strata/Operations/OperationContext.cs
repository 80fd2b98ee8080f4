using Strata.Database;

namespace Strata.Operations;

/// <summary>Who asks, and with what: one call of an operation.</summary>
/// <param name="services">Gives the services of the store by their type.</param>
/// <param name="actor">Who acts for the user: observations and decisions are signed with it.</param>
internal sealed class OperationContext(
    IServiceProvider services,
    IDatabase database,
    UserId user,
    string actor,
    IProgress<Progress>? progress,
    CancellationToken cancellation
)
{
    public UserId User => user;
    public string Actor => actor;
    public IProgress<Progress>? Progress => progress;
    public CancellationToken Cancellation => cancellation;

    public T Service<T>()
        where T : class => (T)(services.GetService(typeof(T)) ?? throw new InvalidOperationException($"There is no service {typeof(T)}."));

    public Task<T> ReadAsync<T>(Func<UserConnection, Task<T>> read) => database.ReadAsync(user, read, cancellation);
}
