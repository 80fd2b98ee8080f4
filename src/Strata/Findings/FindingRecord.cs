namespace Strata.Findings;

/// <summary>A row of <c>findings</c>: a value of one field that a staged run has found.</summary>
/// <param name="Value">Canonical JSON.</param>
/// <param name="Remark">Why it is doubtful or quarantined; null if it is not.</param>
/// <param name="Reviewed">The value that a person gave instead; <c>null</c> as JSON clears the field.</param>
/// <param name="ReviewSeq">The last decision about it, which is its revision; 0: none.</param>
/// <param name="StateSeq">The decision that its state comes from: an earlier one once a later one was undone.</param>
internal sealed record FindingRecord(
    long FindingNo,
    long SubjectNo,
    long RunNo,
    long SourceNo,
    long DocumentNo,
    long Block,
    string? BlockType,
    string EntityType,
    string Field,
    string Value,
    string? Quote,
    long? StartAt,
    long? Length,
    double Confidence,
    string? Remark,
    string Admission,
    string Review,
    string? Reviewed,
    long ReviewSeq,
    long StateSeq,
    string? Assignee
)
{
    public const string Admitted = "admitted";
    public const string Flagged = "flagged";
    public const string Quarantined = "quarantined";
    public const string Unparsed = "unparsed";

    public const string Staged = "staged";
    public const string Confirmed = "confirmed";
    public const string Rejected = "rejected";
    public const string Corrected = "corrected";

    public const string Columns =
        "finding_no, subject_no, run_no, source_no, document_no, block, block_type, entity_type, field, value, quote, start_at, length, confidence, "
        + "remark, admission, review, reviewed, review_seq, state_seq, assignee";

    /// <summary>Whether its quote is at its place, so that it can become a fact.</summary>
    public bool IsConfirmable => Admission is Admitted or Flagged;

    public ByteRange? Range => StartAt is { } start && Length is { } length ? new ByteRange(start, (int)length) : null;
}

/// <summary>A row of <c>finding_subjects</c>: a record or a block that a staged run states something about.</summary>
/// <param name="ConfirmedSeq">The standing observation of its confirmed values; null: none.</param>
/// <param name="CorrectedSeq">The same of its corrected ones.</param>
internal sealed record SubjectRecord(
    long SubjectNo,
    string Kind,
    long RunNo,
    long SourceNo,
    long DocumentNo,
    long Block,
    string EntityType,
    long SchemaVersion,
    long ObservedAt,
    string Origin,
    string? Place,
    string? Repeats,
    string? Fragments,
    double Confidence,
    long? ConfirmedSeq,
    long? CorrectedSeq
)
{
    public const string Record = "record";
    public const string OfBlock = "block";

    public const string Columns =
        "subject_no, kind, run_no, source_no, document_no, block, entity_type, schema_version, observed_at, origin, place, repeats, fragments, confidence, "
        + "confirmed_seq, corrected_seq";
}
