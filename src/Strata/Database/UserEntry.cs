namespace Strata.Database;

/// <summary>What a transaction looks up of its user before anything else.</summary>
/// <param name="ErasedFrom">Unix microseconds; null: the user is not being erased.</param>
/// <param name="ActivationSeq">Where in the ledger a schema was last activated.</param>
/// <param name="ActivatedAt">When that was, Unix microseconds.</param>
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

    /// <summary>The number of a user who may come in.</summary>
    /// <exception cref="StrataException">
    /// UNAUTHENTICATED: there is none, or they are being erased. PROGRAM_OUTDATED: this program may let nobody in any more.
    /// </exception>
    public static long Admit(UserId user, UserEntry? entry) => Admitted(user, entry).UserNo;

    /// <summary>The same, with the rest.</summary>
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
