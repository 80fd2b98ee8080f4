namespace Strata.Database;

/// <summary>The user data that a transaction reads first.</summary>
/// <param name="ErasedFrom">Unix microseconds; null if the user is not being erased.</param>
/// <param name="ActivationSeq">Ledger position of the last schema activation.</param>
/// <param name="ActivatedAt">Time of that activation, Unix microseconds.</param>
/// <param name="Contraction">See <see cref="ProgramFence"/>.</param>
internal sealed record UserEntry(
    long UserNo,
    long? ErasedFrom,
    long? ActivationSeq = null,
    long? ActivatedAt = null,
    long? Contraction = null
)
{
    public CachedUser Known => new(UserNo, LastActivation.Of(ActivationSeq, ActivatedAt));

    /// <summary>Returns the number of an admitted user.</summary>
    /// <exception cref="StrataException">
    /// UNAUTHENTICATED: the user does not exist or is being erased. PROGRAM_OUTDATED: a newer program has contracted the database.
    /// </exception>
    public static long Admit(UserId user, UserEntry? entry) => Admitted(user, entry).UserNo;

    /// <summary>Like <see cref="Admit"/>, but returns the whole entry.</summary>
    public static UserEntry Admitted(UserId user, UserEntry? entry)
    {
        ProgramFence.Pass(entry?.Contraction);
        return entry is null ? throw new StrataException(ErrorCode.Unauthenticated, $"There is no user '{user}'.") { IsNoUser = true }
            : entry.ErasedFrom is not null
                ? throw new StrataException(ErrorCode.Unauthenticated, $"The user '{user}' is being erased and can no longer be used.")
            : entry;
    }

    public static StrataException StillErased(UserId user) =>
        new(ErrorCode.Conflict, $"The erasure of '{user}' has not finished; continue it with 'strata users erase {user}'.");
}
