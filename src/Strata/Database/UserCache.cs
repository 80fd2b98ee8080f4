namespace Strata.Database;

/// <summary>Cached data of a user, so that a transaction need not wait for it before its first query.</summary>
internal readonly record struct CachedUser(long UserNo, LastActivation Activation);

/// <summary>When a schema was last activated. A user restored from a backup may have the same position again, at another time.</summary>
/// <param name="Seq">Ledger position; 0 if never.</param>
/// <param name="At">Unix microseconds.</param>
internal readonly record struct LastActivation(long Seq, long At)
{
    /// <summary>Creates one from the last row of <c>schema_activations</c>.</summary>
    public static LastActivation Of(long? seq, long? at) => new(seq ?? 0, at ?? 0);
}

/// <summary>
/// Recently used users. Another process may have erased one since (a new user of that name has another number) or activated a schema, so
/// the first statement checks the cached data (<see cref="UserChangedException"/>).
/// </summary>
internal sealed class UserCache
{
    /// <summary>Entries take 100 to 200 bytes each.</summary>
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

/// <summary>The cached data of the user is outdated. Nothing has been read yet.</summary>
internal sealed class UserChangedException : Exception;
