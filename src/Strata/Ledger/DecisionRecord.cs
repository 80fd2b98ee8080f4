namespace Strata.Ledger;

/// <summary>A row of <c>decisions</c>.</summary>
internal sealed record DecisionRecord(
    long Seq,
    string Kind,
    long? EntityNo,
    long? OtherNo,
    long? TargetSeq,
    string Payload,
    string? Actor,
    string? Reason,
    long RecordedAt
)
{
    public const string Columns = "seq, kind, entity_no, other_no, target_seq, payload, actor, reason, recorded_at";

    public long Entity => EntityNo ?? throw new InvalidDataException($"Decision {Seq} of kind {Kind} names no entity.");

    public long Target => TargetSeq ?? throw new InvalidDataException($"Decision {Seq} of kind {Kind} names no target.");
}
