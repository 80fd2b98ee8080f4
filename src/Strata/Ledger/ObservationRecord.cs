namespace Strata.Ledger;

/// <summary>A row of <c>observations</c> with its source's digest and the type of the entity that it was recorded against.</summary>
internal sealed record ObservationRecord(
    long Seq,
    long EntityNo,
    long Class,
    long SchemaVersion,
    string Fields,
    string? Fragments,
    byte[]? Evidence,
    long? RunNo,
    long? SourceNo,
    long? DocumentNo,
    long? Block,
    long Priority,
    double Specificity,
    long ObservedAt,
    long RecordedAt,
    string? Rule,
    string? Actor,
    string? Reason,
    string? Repeats,
    string? Doubts,
    string? Confidences,
    string? Digest,
    string Origin,
    string EntityType
)
{
    public const string Columns =
        "o.seq, o.entity_no, o.class, o.schema_version, o.fields, o.fragments, o.evidence, o.run_no, o.source_no, o.document_no, o.block, "
        + "o.priority, o.specificity, o.observed_at, o.recorded_at, o.rule, o.actor, o.reason, o.repeats, o.doubts, o.confidences, s.digest, "
        + "coalesce(s.id_origin, '') as origin, t.entity_type";

    /// <summary>Columns that determine states and identity keys. The reader knows the entity's type.</summary>
    public const string Deciding =
        "o.seq, o.entity_no, o.class, o.schema_version, o.fields, null as fragments, null as evidence, o.run_no, o.source_no, null as document_no, "
        + "o.block, o.priority, o.specificity, o.observed_at, o.recorded_at, o.rule, null as actor, null as reason, o.repeats, o.doubts, null as confidences, s.digest, "
        + "coalesce(s.id_origin, '') as origin, '' as entity_type";

    public const string From =
        "observations o join entities t on t.user_id = o.user_id and t.entity_no = o.entity_no "
        + "left join sources s on s.user_id = o.user_id and s.source_no = o.source_no";

    public FieldList DoubtList => FieldList.Parse(Doubts ?? "");

    /// <summary>Why a field's value is doubtful; null if it is not.</summary>
    public string? DoubtOf(string field) => DoubtList[field] is { } json ? JsonText.Plain(json) : null;

    /// <summary>How likely a field's value is right; null if that isn't known.</summary>
    public double? ConfidenceOf(string field) =>
        FieldList.Parse(Confidences ?? "")[field] is { } json ? double.Parse(json, CultureInfo.InvariantCulture) : null;

    public Observed ToObserved() => ToObserved(EntityType);

    public Observed ToObserved(string entityType) =>
        new(
            new Precedence(
                Seq,
                (ObservationClass)Class,
                (int)Priority,
                Specificity,
                ObservedAt,
                Precedence.Tie(Digest, RunNo, (int?)Block, CanonicalJson.Hash(Fields))
            ),
            entityType,
            (int)SchemaVersion,
            FieldList.Parse(Fields)
        )
        {
            Doubts = DoubtList,
        };
}
