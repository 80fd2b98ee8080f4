using System.Text.Json;
using System.Text.Json.Serialization;

namespace Strata;

// Requests and results of every door. JSON is snake_case of exactly these names (StrataJson.Options);
// properties that are null are left out.
// A property of a request that has a default is "set", not "init": the JSON source generator gives init properties
// that the input leaves out the default of their type instead.

/// <summary>Which past to read. Both null: now.</summary>
/// <param name="KnownAt">What Strata knew then: a ledger seq (digits) or an ISO-8601 time.</param>
/// <param name="ValidAt">Only what had been observed by then: an ISO-8601 time.</param>
public sealed record ReadAt(string? KnownAt = null, string? ValidAt = null)
{
    public static readonly ReadAt Now = new();
    public bool IsNow => KnownAt is null && ValidAt is null;
}

/// <param name="Items">May be fewer than asked for, even none, while there is a cursor: what one page may cost is bounded.</param>
/// <param name="NextCursor">Goes on after this page; null: that was all.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor);

public sealed record PageRequest(int Limit = 50, string? Cursor = null);

// --- taking in ---

public sealed record IngestRequest
{
    public string? FileName { get; init; }

    /// <summary>What it is, where the caller knows: among the text formats this decides; what is no text is known by its content.</summary>
    public string? MediaType { get; init; }

    /// <summary>What came with the bytes says of them (Content-Type, a ZIP's or mail's member): counts where neither content nor name tells.</summary>
    [JsonIgnore]
    public string? ContentType { get; init; }
    public string? Origin { get; init; }
    public DateTimeOffset? ObservedAt { get; init; }
    public bool Interpret { get; set; } = true;

    /// <summary>Entity type for every record of the source; null: chosen by score over the schemas.</summary>
    public string? EntityType { get; init; }

    /// <summary>Day/month order of ambiguous dates; null: detected.</summary>
    public bool? DayFirst { get; init; }

    /// <summary>Whether the first row of a table (CSV) names its columns; null: detected.</summary>
    public bool? Header { get; init; }

    /// <summary>Whether scanned pages of a PDF are read by OCR, where the program for it is installed; null: no.</summary>
    public bool? Ocr { get; init; }

    /// <summary>The languages that OCR reads in, by tesseract's names: <c>deu+eng</c>; asks for OCR too. Null: the few that are installed, else English.</summary>
    public string? OcrLanguage { get; init; }

    /// <summary>False: a worker interprets it, and the answer names the run; null or true: the answer says what was found.</summary>
    public bool? Wait { get; init; }
    public string? IdempotencyKey { get; init; }
}

/// <summary>What came of one source.</summary>
public sealed record IngestResult
{
    public required string SourceId { get; init; }
    public required string Digest { get; init; }
    public string? FileName { get; init; }
    public required string MediaType { get; init; }
    public required long ByteSize { get; init; }
    public required string StorageStatus { get; init; }
    public required bool Deduplicated { get; init; }
    public RunResult? Run { get; init; }

    /// <summary>The sources inside it; left out where its format holds none.</summary>
    public MembersResult? Members { get; init; }

    /// <summary>Quotas of which four fifths are used; left out where there is none.</summary>
    public IReadOnlyList<QuotaWarning>? Warnings { get; init; }
}

public sealed record RunResult
{
    public required string RunId { get; init; }

    /// <summary>As of <see cref="RunView.Status"/>.</summary>
    public required string Status { get; init; }

    /// <summary>complete, partial, failed, unknown.</summary>
    public required string ExtractionCompleteness { get; init; }

    /// <summary>The first 100; <see cref="EntityCount"/> counts all.</summary>
    public IReadOnlyList<IngestedEntity> Entities { get; init; } = [];
    public long EntityCount { get; init; }
    public long ObservationCount { get; init; }
    public long BlockCount { get; init; }
    public long SkippedCount { get; init; }
    public long UnknownFieldCount { get; init; }
    public double Confidence { get; init; }
    public IReadOnlyList<string> Errors { get; init; } = [];
}

public sealed record IngestedEntity
{
    public required string EntityId { get; init; }
    public required string EntityType { get; init; }
    public required bool Created { get; init; }
    public required IReadOnlyDictionary<string, JsonElement> Fields { get; init; }
}

public sealed record StructuredRequest
{
    public required IReadOnlyList<StructuredEntity> Entities { get; init; }
    public IReadOnlyList<StructuredRelationship> Relationships { get; set; } = [];
    public DateTimeOffset? ObservedAt { get; init; }
    public string? IdempotencyKey { get; init; }

    /// <summary>The raw bytes that the entities were taken from, kept as a source of their own.</summary>
    public Attachment? Attachment { get; init; }
}

public sealed record StructuredEntity
{
    public required string EntityType { get; init; }
    public required IReadOnlyDictionary<string, JsonElement> Fields { get; init; }

    /// <summary>Name by which relationships of the same request point here.</summary>
    public string? Ref { get; init; }
    public DateTimeOffset? ObservedAt { get; init; }
}

/// <param name="From">An entity id, or a <c>ref</c> of the same request.</param>
/// <param name="To">An entity id, or a <c>ref</c> of the same request.</param>
public sealed record StructuredRelationship(string Type, string From, string To);

public sealed record Attachment(string ContentBase64, string? FileName = null, string? MediaType = null);

public sealed record StructuredResult
{
    public required string SourceId { get; init; }
    public required string RunId { get; init; }
    public string? AttachmentSourceId { get; init; }
    public required IReadOnlyList<StructuredStored> Entities { get; init; }
    public IReadOnlyList<RelationshipView> Relationships { get; init; } = [];

    /// <summary>Quotas of which four fifths are used; left out where there is none.</summary>
    public IReadOnlyList<QuotaWarning>? Warnings { get; init; }
}

public sealed record StructuredStored
{
    public required string EntityId { get; init; }
    public required string EntityType { get; init; }
    public required string ObservationId { get; init; }
    public required bool Created { get; init; }

    /// <summary>active or deleted: what is stored for a deleted entity stays hidden until it is restored.</summary>
    public required string EntityState { get; init; }

    /// <summary>The identity rule that matched or was laid down, fields joined by "+"; null where the input had no key.</summary>
    public string? Rule { get; init; }
    public IReadOnlyList<string> UnknownFields { get; init; } = [];
}

// --- decisions ---

public sealed record CorrectRequest
{
    public required IReadOnlyDictionary<string, JsonElement> Fields { get; init; }
    public string? Reason { get; init; }
    public DateTimeOffset? ObservedAt { get; init; }
    public string? IdempotencyKey { get; init; }

    /// <summary>As of <see cref="DecisionRequest.IfMatch"/>.</summary>
    [JsonIgnore]
    public string? IfMatch { get; init; }
}

public sealed record DecisionRequest
{
    public string? Reason { get; init; }
    public string? IdempotencyKey { get; init; }

    /// <summary>
    /// Only while the entity is in this state (<see cref="EntityVersion.Matches"/>), else CONFLICT: that one which is decided about, or is merged into
    /// another, or whose observation or decision is retracted. Null: whatever its state. No part of what the idempotency key stands for.
    /// </summary>
    [JsonIgnore]
    public string? IfMatch { get; init; }
}

public sealed record RelateRequest
{
    public required string From { get; init; }
    public required string To { get; init; }
    public required string Type { get; init; }

    /// <summary>Since when it is known to be so: what <c>valid_at</c> asks of it. Default: now.</summary>
    public DateTimeOffset? ObservedAt { get; init; }
    public string? IdempotencyKey { get; init; }
}

/// <summary>What a decision or correction did, and the entity as it is now.</summary>
public sealed record DecisionResult
{
    /// <summary><c>dec_…</c> for decisions, <c>obs_…</c> for corrections: what <c>retract</c> takes to undo it.</summary>
    public required string Id { get; init; }
    public required string Kind { get; init; }
    public required long Seq { get; init; }

    /// <summary>Fields of a correction that another correction holds, which weighs more; left out where there is none.</summary>
    public IReadOnlyList<HeldField>? NotInForce { get; init; }
    public EntityView? Entity { get; init; }
}

/// <summary>A field, and the correction whose value it has: until that is retracted, or another is made with a later <c>observed_at</c>.</summary>
public sealed record HeldField(string Field, string ObservationId, DateTimeOffset ObservedAt);

// --- asking ---

public sealed record EntityView
{
    public required string EntityId { get; init; }
    public required string EntityType { get; init; }
    public string? Title { get; init; }

    /// <summary>active, merged, deleted.</summary>
    public required string State { get; init; }
    public string? MergedInto { get; init; }
    public IReadOnlyList<string> MergedFrom { get; init; } = [];
    public string? SuggestedType { get; init; }
    public required IReadOnlyDictionary<string, JsonElement> Fields { get; init; }
    public required int SchemaVersion { get; init; }
    public required int ReducerVersion { get; init; }

    /// <summary>
    /// The ledger position that last touched it, now or by the point of the past: an observation about it, a merge, an unmerge, a retraction,
    /// a deletion or a restoration, undone ones too, or a schema version that had its type's entities reduced again.
    /// </summary>
    public required long Seq { get; init; }

    /// <summary>SHA-256 (hex) of the canonical JSON of type and fields.</summary>
    public required string Hash { get; init; }
    public required long ObservationCount { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When <see cref="Seq"/> was recorded.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Per field the observation it came from; only when asked for.</summary>
    public IReadOnlyDictionary<string, FieldProvenance>? Provenance { get; init; }

    /// <summary>Fields where observations of the winning class disagree; only when asked for.</summary>
    public IReadOnlyList<FieldConflict>? Conflicts { get; init; }

    /// <summary>Undeclared fields of all observations that stand, of each the one that was observed last; only for untyped entities or when asked for.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Fragments { get; init; }
}

public sealed record FieldConflict(string Field, IReadOnlyList<FieldProvenance> Candidates);

public sealed record HistoryEntry
{
    public required long Seq { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>observation, correction, merge, unmerge, delete, restore, retract, relate, …</summary>
    public required string Kind { get; init; }
    public required string Id { get; init; }
    public string? Actor { get; init; }
    public string? Reason { get; init; }
    public string? SourceId { get; init; }
    public string? RunId { get; init; }

    /// <summary>Fields whose value this step changed: before and after.</summary>
    public IReadOnlyList<FieldChange> Changes { get; init; } = [];
    public string? Other { get; init; }
}

public sealed record FieldChange(string Field, JsonElement? Before, JsonElement? After);

/// <param name="Op">eq, ne, lt, le, gt, ge, prefix, contains, exists, missing.</param>
public sealed record FieldFilter(string Field, string Op, JsonElement? Value = null);

public sealed record EntityQuery
{
    public string? EntityType { get; init; }
    public IReadOnlyList<FieldFilter> Filters { get; set; } = [];
    public string? Text { get; init; }

    /// <summary>A ledger seq or an ISO-8601 time.</summary>
    public string? ChangedSince { get; init; }

    /// <summary>
    /// A field, "created" or "updated"; a leading "-" turns it round. Default: created. An entity with several values of the field stands
    /// where its least is, or its greatest in descending order; those without one come last. The past can be sorted by a field or by
    /// "updated" where the type has up to 10,000 entities.
    /// </summary>
    public string? Sort { get; init; }
    public bool IncludeMerged { get; init; }
    public bool IncludeDeleted { get; init; }
    public int Limit { get; set; } = 50;
    public string? Cursor { get; init; }
}

public sealed record RelationshipView
{
    public required string RelationshipId { get; init; }
    public required string Type { get; init; }
    public required string From { get; init; }
    public required string To { get; init; }

    /// <summary>stated (by relate or a structured batch) or reference (a field that names the other entity).</summary>
    public required string Origin { get; init; }
    public string? Field { get; init; }
}

/// <param name="Truncated">Whether there is, or may be, more within the depth that was asked for.</param>
/// <param name="Incomplete">What was left out, and what to do; null where nothing was.</param>
public sealed record Neighborhood(
    IReadOnlyList<EntityView> Entities,
    IReadOnlyList<RelationshipView> Relationships,
    bool Truncated,
    string? Incomplete = null
);

public sealed record TimelineQuery
{
    /// <summary>From then on: an ISO-8601 date or time; without an offset UTC.</summary>
    public string? From { get; init; }

    /// <summary>Before that time; of a date its whole day too, so that one day is from it to itself.</summary>
    public string? To { get; init; }
    public string? EntityId { get; init; }
    public string? EntityType { get; init; }
    public int Limit { get; set; } = 50;
    public string? Cursor { get; init; }
}

/// <param name="At">The date or time as the field holds it.</param>
public sealed record TimelineEvent(string At, string EntityId, string EntityType, string? Title, string Field);

public sealed record SearchQuery
{
    /// <summary>Words; "quoted words" for a phrase; a trailing * for a prefix. All must occur.</summary>
    public required string Text { get; init; }
    public string? EntityType { get; init; }

    /// <summary>entity, block (or entities, blocks), or null for both.</summary>
    public string? Kind { get; init; }
    public int Limit { get; set; } = 20;
}

/// <param name="Items">The best first.</param>
/// <param name="Incomplete">
/// What was not looked at though it might match, and what to do: one search may only cost so much. Null where nothing was passed over.
/// </param>
public sealed record SearchResults(IReadOnlyList<SearchHit> Items, string? Incomplete);

public sealed record SearchHit
{
    /// <summary>entity or block.</summary>
    public required string Kind { get; init; }
    public required double Score { get; init; }
    public EntityView? Entity { get; init; }
    public string? BlockId { get; init; }
    public string? SourceId { get; init; }
    public string? FileName { get; init; }
    public string? Snippet { get; init; }
    public ByteLocator? Locator { get; init; }

    /// <summary><c>source</c> or <c>text</c>, as of <see cref="FieldProvenance.LocatorIn"/>.</summary>
    public string? LocatorIn { get; init; }
    public IReadOnlyList<PlaceView>? Places { get; init; }
}

/// <summary>How far long work has come.</summary>
/// <param name="Done">Of this stage.</param>
/// <param name="Total">Null: not known.</param>
/// <param name="Unit">What is counted: bytes, blocks, …; null where the stage says it.</param>
public sealed record Progress(string Stage, long Done, long? Total, string? Unit = null)
{
    public const string Bytes = "bytes";
}
