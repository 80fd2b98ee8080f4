using System.Collections.Concurrent;

namespace Strata.Database;

/// <summary>The numbers of users met so far: users are never removed and never renumbered.</summary>
internal sealed class UserNumbers
{
    private readonly ConcurrentDictionary<UserId, long> _known = new();

    public bool TryGet(UserId user, out long number) => _known.TryGetValue(user, out number);

    /// <exception cref="StrataException">UNAUTHENTICATED: <paramref name="number"/> is null, so there is no such user.</exception>
    public long Learn(UserId user, long? number)
    {
        if (number is not { } known)
        {
            throw new StrataException(ErrorCode.Unauthenticated, $"There is no user '{user}'.");
        }
        _known[user] = known;
        return known;
    }
}
