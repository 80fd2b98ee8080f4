namespace Strata.Database;

/// <summary>What is remembered of a user, so that a transaction need not wait for it before its first question.</summary>
internal readonly record struct CachedUser(long UserNo, LastActivation Activation);

/// <summary>
/// When a schema was last activated. A user whose history was replaced by a backup may have the same position again, at another time.
/// </summary>
/// <param name="Seq">Where in the ledger; 0: never.</param>
/// <param name="At">Unix microseconds.</param>
internal readonly record struct LastActivation(long Seq, long At)
{
    /// <summary>The two columns of the last row of <c>schema_activations</c>.</summary>
    public static LastActivation Of(long? seq, long? at) => new(seq ?? 0, at ?? 0);
}

/// <summary>
/// The users met lately. Another process may have erased one since, and a new one of that name has another number, or activated a schema:
/// whoever uses what is known checks it with the first statement (<see cref="UserChangedException"/>).
/// </summary>
internal sealed class UserCache
{
    /// <summary>A hundred bytes or two each.</summary>
    private const int Max = 50_000;

    private readonly BoundedCache<UserId, CachedUser> _known = new(Max);

    public bool TryGet(UserId user, out CachedUser known) => _known.TryFind(user, out known);

    public void Learn(UserId user, CachedUser known)
    {
        if (!_known.TryFind(user, out var before) || before != known)
        {
            _known.Keep(user, known);
        }
    }
}

/// <summary>The user is not what was known of them. Nothing has been read yet.</summary>
internal sealed class UserChangedException : Exception;
