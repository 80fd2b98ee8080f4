namespace Strata.Foundation;

/// <summary>
/// Limits concurrent long work that holds a connection or database snapshot, per user and in total, so that one user can't starve the
/// others.
/// </summary>
/// <param name="what">Name of the work, for the refusal.</param>
internal sealed class ConcurrencyLimit(string what, int ofUser = 1, int inAll = 4)
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(5);

    private readonly Dictionary<UserId, int> _having = [];
    private readonly Lock _lock = new();
    private int _all;

    public int InAll => inAll;

    /// <summary>Holds a slot until disposed.</summary>
    /// <exception cref="StrataException">RATE_LIMITED: no slot is free.</exception>
    public IDisposable Take(UserId user)
    {
        lock (_lock)
        {
            if (_having.GetValueOrDefault(user) >= ofUser)
            {
                throw Refused(
                    ofUser == 1
                        ? $"{what} of this user is already in progress. Wait for it, or cancel it."
                        : $"{what}: {ofUser} of this user are already in progress, the maximum. Cancel one of them."
                );
            }
            if (_all >= inAll)
            {
                throw Refused($"{what}: {inAll} are already in progress, the maximum. Try again later.");
            }
            _having[user] = _having.GetValueOrDefault(user) + 1;
            _all++;
        }
        return new Turn(this, user);
    }

    private static StrataException Refused(string why) => new(ErrorCode.RateLimited, why) { RetryAfter = Again };

    private void Leave(UserId user)
    {
        lock (_lock)
        {
            _all--;
            if (--_having[user] == 0)
            {
                _having.Remove(user);
            }
        }
    }

    private sealed class Turn(ConcurrencyLimit turns, UserId user) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                turns.Leave(user);
            }
        }
    }
}
