using Strata.Database;
using Strata.Interpretation;
using Strata.Ledger;

namespace Strata.Findings;

/// <summary>Writes what a staged run has found, instead of observations.</summary>
internal static class FindingRows
{
    private static readonly BulkTable Subjects = new(
        "finding_subjects",
        ["subject_no"],
        [
            new("subject_no", BulkType.Integer),
            new("kind", BulkType.Text),
            new("run_no", BulkType.Integer),
            new("source_no", BulkType.Integer),
            new("document_no", BulkType.Integer),
            new("block", BulkType.Integer),
            new("entity_type", BulkType.Text),
            new("schema_version", BulkType.Integer),
            new("observed_at", BulkType.Integer),
            new("origin", BulkType.Text),
            new("place", BulkType.Text),
            new("repeats", BulkType.Text),
            new("fragments", BulkType.Text),
            new("confidence", BulkType.Real),
        ]
    );

    private static readonly BulkTable Findings = new(
        "findings",
        ["finding_no"],
        [
            new("finding_no", BulkType.Integer),
            new("subject_no", BulkType.Integer),
            new("run_no", BulkType.Integer),
            new("source_no", BulkType.Integer),
            new("document_no", BulkType.Integer),
            new("block", BulkType.Integer),
            new("block_type", BulkType.Text),
            new("entity_type", BulkType.Text),
            new("field", BulkType.Text),
            new("value", BulkType.Text),
            new("quote", BulkType.Text),
            new("start_at", BulkType.Integer),
            new("length", BulkType.Integer),
            new("confidence", BulkType.Real),
            new("remark", BulkType.Text),
            new("admission", BulkType.Text),
            new("review", BulkType.Text),
            new("review_seq", BulkType.Integer),
            new("state_seq", BulkType.Integer),
        ]
    );

    /// <param name="found">As the observation that it would have been: with run and document.</param>
    /// <param name="finding">After the quote check.</param>
    public static void Add(LedgerSession session, NewObservation found, Finding finding)
    {
        var (subject, recordedAt) = session.Next();
        session.Add(
            Subjects,
            [
                subject,
                finding.BlockType is null ? SubjectRecord.Record : SubjectRecord.OfBlock,
                found.RunNo,
                found.SourceNo,
                found.DocumentNo,
                (long)finding.Block,
                found.Schema.EntityType,
                (long)found.Schema.Version,
                found.ObservedAt ?? recordedAt,
                found.Origin,
                found.Place,
                found.Repeats,
                found.Fragments,
                finding.Confidence,
            ]
        );
        foreach (var field in finding.Fields)
        {
            Add(
                field.Name,
                field.Json,
                field.Raw,
                field.Range,
                field.Confidence ?? field.Assessment?.Confidence ?? finding.Confidence,
                field.Doubt,
                field.Doubt is null ? FindingRecord.Admitted : FindingRecord.Flagged
            );
        }
        foreach (var fragment in finding.Fragments.Where(f => f.IsQuarantined))
        {
            Add(fragment.Name, fragment.Json, fragment.Raw, fragment.Range, 0, fragment.Reason, FindingRecord.Quarantined);
        }
        foreach (var fragment in finding.Fragments.Where(f => f.IsUnparsed))
        {
            Add(fragment.Name, fragment.Json, null, null, 0, fragment.Reason, FindingRecord.Unparsed);
        }

        void Add(string field, string json, string? quote, ByteRange? range, double confidence, string? remark, string admission) =>
            session.Add(
                Findings,
                [
                    session.Next().Seq,
                    subject,
                    found.RunNo,
                    found.SourceNo,
                    found.DocumentNo,
                    (long)finding.Block,
                    finding.BlockType,
                    found.Schema.EntityType,
                    field,
                    json,
                    range is { Length: > 0 } ? quote : null,
                    range is { Length: > 0 } at ? at.Start : null,
                    range is { Length: > 0 } of ? (long)of.Length : null,
                    confidence,
                    remark,
                    admission,
                    FindingRecord.Staged,
                    0L,
                    0L,
                ]
            );
    }
}
