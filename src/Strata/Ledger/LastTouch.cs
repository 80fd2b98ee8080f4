namespace Strata.Ledger;

/// <summary>The last ledger position that touched an entity, and its time; zero if none. See <see cref="LedgerSession.Touch"/>.</summary>
/// <param name="RecordedAt">Unix microseconds; increases with the position.</param>
internal readonly record struct LastTouch(long Seq, long RecordedAt)
{
    public LastTouch Or(LastTouch other) => other.Seq > Seq ? other : this;
}
