namespace Strata.Ledger;

/// <summary>
/// The last position of the ledger that touched an entity, and when that was recorded; none: zero. See <see cref="LedgerSession.Touch"/>.
/// </summary>
/// <param name="RecordedAt">Unix microseconds; rises with the position.</param>
internal readonly record struct LastTouch(long Seq, long RecordedAt)
{
    public LastTouch Or(LastTouch other) => other.Seq > Seq ? other : this;
}
