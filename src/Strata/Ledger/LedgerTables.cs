using Strata.Database;

namespace Strata.Ledger;

/// <summary>The ledger's tables as the bulk writer sees them.</summary>
internal static class LedgerTables
{
    public static readonly BulkTable Observations = new(
        "observations",
        ["seq"],
        [
            new("seq", BulkType.Integer),
            new("entity_no", BulkType.Integer),
            new("class", BulkType.Integer),
            new("schema_version", BulkType.Integer),
            new("fields", BulkType.Text),
            new("fragments", BulkType.Text),
            new("evidence", BulkType.Bytes),
            new("run_no", BulkType.Integer),
            new("source_no", BulkType.Integer),
            new("document_no", BulkType.Integer),
            new("block", BulkType.Integer),
            new("priority", BulkType.Integer),
            new("specificity", BulkType.Real),
            new("observed_at", BulkType.Integer),
            new("recorded_at", BulkType.Integer),
            new("rule", BulkType.Text),
            new("actor", BulkType.Text),
            new("reason", BulkType.Text),
            new("repeats", BulkType.Text),
            new("doubts", BulkType.Text),
            new("confidences", BulkType.Text),
        ]
    );

    public static readonly BulkTable Decisions = new(
        "decisions",
        ["seq"],
        [
            new("seq", BulkType.Integer),
            new("kind", BulkType.Text),
            new("entity_no", BulkType.Integer),
            new("other_no", BulkType.Integer),
            new("target_seq", BulkType.Integer),
            new("payload", BulkType.Text),
            new("actor", BulkType.Text),
            new("reason", BulkType.Text),
            new("recorded_at", BulkType.Integer),
        ]
    );

    /// <summary>Tables whose rows are never changed, and removed only with their user; the database enforces it.</summary>
    public static readonly IReadOnlyList<string> AppendOnly = [Observations.Name, Decisions.Name, LedgerChain.Table.Name];

    public static readonly BulkTable Keys = new("entity_keys", ["key"], [new("key", BulkType.Text), new("entity_no", BulkType.Integer)]);

    public static readonly BulkTable Claims = new(
        "key_claims",
        ["key", "entity_no"],
        [new("key", BulkType.Text), new("entity_no", BulkType.Integer)]
    );

    public static readonly BulkTable Values = new(
        "entity_values",
        ["field_no", "value", "entity_no"],
        [new("field_no", BulkType.Integer), new("value", BulkType.Bytes), new("entity_no", BulkType.Integer)]
    );

    public static readonly BulkTable Candidates = new(
        "duplicate_candidates",
        ["entity_no", "other_no"],
        [
            new("entity_no", BulkType.Integer),
            new("other_no", BulkType.Integer),
            new("seq", BulkType.Integer),
            new("rule", BulkType.Text),
            new("state", BulkType.Text),
            new("score", BulkType.Real),
        ]
    );

    public static readonly BulkTable Receipts = new(
        "receipts",
        ["idempotency_key"],
        [
            new("idempotency_key", BulkType.Text),
            new("request_hash", BulkType.Text),
            new("response", BulkType.Text),
            new("recorded_at", BulkType.Integer),
        ]
    );
}
