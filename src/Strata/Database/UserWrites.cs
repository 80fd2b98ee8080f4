namespace Strata.Database;

/// <summary>Writes of long-running work for a user, each step in its own transaction.</summary>
internal interface IUserWrites
{
    UserId User { get; }

    Task<T> WriteAsync<T>(Func<UserTransaction, Task<T>> write);
}

/// <summary>Writes for a caller that waits for the work.</summary>
internal sealed class UserWrites(IDatabase database, UserId user, CancellationToken ct) : IUserWrites
{
    public UserId User => user;

    public Task<T> WriteAsync<T>(Func<UserTransaction, Task<T>> write) => database.WriteAsync(user, write, ct);
}
