using Strata.Database;

namespace Strata.Ledger;

/// <summary>
/// A row of <c>relationships</c>: two entities related by the decision at <c>seq</c>, and the decision that removed the relationship.
/// </summary>
internal sealed record RelationshipRecord(long Seq, string Type, long FromNo, long ToNo, long? RemovedSeq, long RecordedAt)
{
    public const string Columns = "seq, type, from_no, to_no, removed_seq, recorded_at";

    public static readonly BulkTable Table = new(
        "relationships",
        ["seq"],
        [
            new("seq", BulkType.Integer),
            new("type", BulkType.Text),
            new("from_no", BulkType.Integer),
            new("to_no", BulkType.Integer),
            new("removed_seq", BulkType.Integer),
            new("recorded_at", BulkType.Integer),
        ]
    );

    public object?[] Row => [Seq, Type, FromNo, ToNo, RemovedSeq, RecordedAt];

    /// <param name="payload">Payload of a relate decision.</param>
    public static string TypeOf(string payload) => JsonText.Element(payload).GetProperty("type").GetString() ?? "";

    /// <summary>Builds the rows, by position, from decisions that relate entities or undo that, given in ledger order.</summary>
    public static SortedDictionary<long, RelationshipRecord> Of(IEnumerable<DecisionRecord> decisions)
    {
        var rows = new SortedDictionary<long, RelationshipRecord>();
        foreach (var decision in decisions)
        {
            if (decision.Seq == decision.Target)
            {
                var other = decision.OtherNo ?? throw new InvalidDataException($"Decision {decision.Seq} relates one entity to none.");
                rows[decision.Seq] = new(decision.Seq, TypeOf(decision.Payload), decision.Entity, other, null, decision.RecordedAt);
            }
            else if (rows.TryGetValue(decision.Target, out var row))
            {
                var isRemoved = string.Equals(decision.Kind, DecisionKind.Unrelate, StringComparison.Ordinal);
                rows[decision.Target] = row with { RemovedSeq = isRemoved ? decision.Seq : null };
            }
        }
        return rows;
    }
}
