using Strata.Indexing;
using Strata.Settlement;

namespace Strata.Entities;

public sealed record EntityView : IPastAnswer<EntityView>
{
    public required string EntityId { get; init; }
    public required string EntityType { get; init; }
    public string? Title { get; init; }

    public required EntityStatus State { get; init; }
    public string? MergedInto { get; init; }
    public IReadOnlyList<string> MergedFrom { get; init; } = [];
    public string? SuggestedType { get; init; }
    public required IReadOnlyDictionary<string, JsonElement> Fields { get; init; }

    /// <summary>Fields whose value a check contradicts, with the reason; omitted if there are none.</summary>
    public IReadOnlyDictionary<string, string>? Doubtful { get; init; }
    public required int SchemaVersion { get; init; }
    public required int ReducerVersion { get; init; }

    /// <summary>
    /// Ledger position that last touched the entity, as of the read point: an observation about it, a merge, unmerge, retraction, deletion
    /// or restoration (or the undoing of one), or a schema version that had the entities of its type reduced again.
    /// </summary>
    public required long Seq { get; init; }

    /// <summary>SHA-256 (hex) of the canonical JSON of type and fields.</summary>
    public required string Hash { get; init; }
    public required long ObservationCount { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When <see cref="Seq"/> was recorded.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The observation behind each field; only on request.</summary>
    public IReadOnlyDictionary<string, FieldProvenance>? Provenance { get; init; }

    /// <summary>Fields where observations of the winning class disagree; only on request.</summary>
    public IReadOnlyList<FieldConflict>? Conflicts { get; init; }

    /// <summary>
    /// Undeclared fields of all observations that are not retracted: for each a person's correction, else what was observed last. Of an
    /// entity that is read by itself, of untyped ones, and of those listed by an undeclared field.
    /// </summary>
    public IReadOnlyDictionary<string, JsonElement>? Fragments { get; init; }

    /// <summary>The observation behind each undeclared field; only on request.</summary>
    public IReadOnlyDictionary<string, FieldProvenance>? FragmentProvenance { get; init; }

    /// <summary>How far an invoice is paid; only of one that is read by itself, at present.</summary>
    public SettlementView? Settlement { get; init; }

    /// <summary>Set on an answer by itself, not on one within another.</summary>
    public ReadPoints? ReadAt { get; init; }

    EntityView IPastAnswer<EntityView>.At(ReadPoints? points) => this with { ReadAt = points };
}

public sealed record FieldConflict(string Field, IReadOnlyList<FieldProvenance> Candidates);

public sealed record EntityQuery
{
    public string? EntityType { get; init; }

    /// <summary>Only entities that sources of this project state something about; not with a point in the past.</summary>
    public string? Project { get; init; }
    public IReadOnlyList<FieldFilter> Filters { get; set; } = [];

    /// <summary>A filter as text, which must hold too: <c>total &gt; 100 and (vendor = 'Acme' or date in last month)</c>.</summary>
    public string? Where { get; init; }

    /// <summary>Where days begin and end, as in the IANA database; null: UTC.</summary>
    public string? TimeZone { get; init; }
    public string? Text { get; init; }

    /// <summary>A ledger seq or an ISO-8601 time.</summary>
    public string? ChangedSince { get; init; }

    /// <summary>
    /// A field, "created" or "updated"; a leading "-" reverses the order. Default: created. An entity with several values of the field is
    /// sorted by its least one, or by its greatest in descending order; entities without a value come last. The past can be sorted by a
    /// field or by "updated" where the type has up to 10,000 entities.
    /// </summary>
    public string? Sort { get; init; }
    public bool IncludeMerged { get; init; }
    public bool IncludeDeleted { get; init; }
    public int Limit { get; set; } = 50;

    /// <summary>Whether the answer says how many there are on all pages.</summary>
    public bool Count { get; init; }
    public string? Cursor { get; init; }

    /// <summary>Only untyped entities whose input named this type.</summary>
    internal string? SuggestedType { get; init; }
}
