namespace Strata.Ledger;

/// <summary>A decision about to be appended. <see cref="Kind"/> is one of <see cref="DecisionKind"/>.</summary>
internal sealed record Decision(string Kind)
{
    public long? EntityNo { get; init; }
    public long? OtherNo { get; init; }

    /// <summary>The observation or relationship that the decision is about, or the decision that it undoes.</summary>
    public long? TargetSeq { get; init; }
    public string Payload { get; init; } = "{}";
    public string? Actor { get; init; }
    public string? Reason { get; init; }

    /// <summary>Column values in the order of <see cref="LedgerTables.Decisions"/>.</summary>
    public object?[] Row(long seq, long recordedAt) => [seq, Kind, EntityNo, OtherNo, TargetSeq, Payload, Actor, Reason, recordedAt];
}
