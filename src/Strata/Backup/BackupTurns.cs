namespace Strata.Backup;

/// <summary>
/// Has users' backups be written one at a time for a user, and a few in all: each holds a connection and a snapshot of the database for as
/// long as whoever receives it takes.
/// </summary>
internal sealed class BackupTurns
{
    public const int Most = 4;

    private readonly HashSet<UserId> _having = [];
    private readonly Lock _lock = new();

    /// <summary>A turn, until it is disposed.</summary>
    /// <exception cref="StrataException">RATE_LIMITED: there is none now.</exception>
    public IDisposable Take(UserId user)
    {
        lock (_lock)
        {
            if (_having.Contains(user))
            {
                throw new StrataException(ErrorCode.RateLimited, "A backup of this user is being written already. Wait for it, or end it.");
            }
            if (_having.Count >= Most)
            {
                throw new StrataException(ErrorCode.RateLimited, $"{Most} backups are being written already, which is as many as may be. Try again later.");
            }
            _having.Add(user);
        }
        return new Turn(this, user);
    }

    private void Leave(UserId user)
    {
        lock (_lock)
        {
            _having.Remove(user);
        }
    }

    private sealed class Turn(BackupTurns turns, UserId user) : IDisposable
    {
        public void Dispose() => turns.Leave(user);
    }
}
