using System.Collections.Concurrent;

namespace Strata.Database;

/// <summary>
/// The numbers of users met so far. Another process may have erased a user since, and a new one of that name has another number: whoever
/// uses one checks it with the first statement (<see cref="UserNumberChangedException"/>).
/// </summary>
internal sealed class UserNumbers
{
    private readonly ConcurrentDictionary<UserId, long> _known = new();

    public bool TryGet(UserId user, out long number) => _known.TryGetValue(user, out number);

    public void Learn(UserId user, long number) => _known[user] = number;

    public void Forget(UserId user) => _known.TryRemove(user, out _);
}

/// <summary>It is another user than the one of that name who was known. Nothing has been read yet.</summary>
internal sealed class UserNumberChangedException : Exception;
