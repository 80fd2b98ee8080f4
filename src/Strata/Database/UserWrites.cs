namespace Strata.Database;

/// <summary>How long work writes for a user: each step of it in a transaction of its own.</summary>
internal interface IUserWrites
{
    UserId User { get; }

    Task<T> WriteAsync<T>(Func<UserTransaction, Task<T>> write);
}

/// <summary>Of whoever waits for the work.</summary>
internal sealed class UserWrites(IDatabase database, UserId user, CancellationToken ct) : IUserWrites
{
    public UserId User => user;

    public Task<T> WriteAsync<T>(Func<UserTransaction, Task<T>> write) => database.WriteAsync(user, write, ct);
}
