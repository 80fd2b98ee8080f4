using Strata.Schemas;

namespace Strata.Ledger;

/// <summary>An observation about to be appended: checked against its schema, not yet resolved to an entity.</summary>
internal sealed record NewObservation
{
    private IReadOnlyList<EntityKeys.IdentityKey>? _keys;

    public required SchemaDefinition Schema { get; init; }

    /// <summary>The type that the input names, if no schema of that name exists.</summary>
    public string? SuggestedType { get; init; }
    public required FieldList Fields { get; init; }

    /// <summary>Canonical JSON of what fits no field; see <see cref="Fragments"/>.</summary>
    public string? Fragments { get; init; }

    /// <summary>Reasons to doubt values, by field, as canonical JSON; null if there are none.</summary>
    public string? Doubts { get; init; }

    /// <summary>How likely values are right, by field, as canonical JSON; null where that isn't known for each.</summary>
    public string? Confidences { get; init; }

    /// <summary>Position of each value in the source; see <see cref="Evidence"/>.</summary>
    public byte[]? Evidence { get; init; }
    public required ObservationClass Class { get; init; }

    /// <summary>Unix microseconds; null for the time of recording.</summary>
    public long? ObservedAt { get; init; }
    public long? RunNo { get; init; }
    public long? SourceNo { get; init; }
    public string? SourceDigest { get; init; }
    public long? DocumentNo { get; init; }
    public int? Block { get; init; }
    public string? Actor { get; init; }
    public string? Reason { get; init; }

    /// <summary>The entity it is about, if already known (corrections).</summary>
    public long? EntityNo { get; init; }

    /// <summary>
    /// The entity that it is split from: it begins another one, or belongs to <see cref="EntityNo"/>, and says nothing about the two being one.
    /// </summary>
    public long? SplitFrom { get; init; }

    /// <summary>Source digest and position in it, equal on every read; null if not read from a source.</summary>
    public string? Place { get; init; }

    /// <summary>Which of several equal records in its file it was read from; see <see cref="Schemas.Repeats"/>.</summary>
    public string? Repeats { get; init; }

    /// <summary>Where the source's local identifiers come from; see <see cref="Origins"/>.</summary>
    public string Origin { get; init; } = Origins.Shared;

    /// <summary>The keys that the fields yield in that origin, if already computed.</summary>
    public IReadOnlyList<EntityKeys.IdentityKey>? FieldKeys { get; init; }

    /// <summary>The identity keys that the fields yield, strongest rule first; the place key if they yield none.</summary>
    public IReadOnlyList<EntityKeys.IdentityKey> Keys =>
        _keys ??=
            (FieldKeys ?? EntityKeys.Of(Schema, Fields, Repeats, Origin)) is { Count: > 0 } keys
            && !(Place is not null && EntityKeys.IsOfContent(keys))
                ? keys
            : Place is { } place ? [EntityKeys.OfPlace(Schema, place)]
            : [];

    /// <summary>Whether it has an identifier that means something within its origin only.</summary>
    public bool HasLocalKey => Keys.Any(k => k.Index < Schema.Identity.Count && Schema.Identity[k.Index].IsLocal);

    /// <summary>Returns the observation with the keys that its fields yield in another origin.</summary>
    public NewObservation InOrigin(string origin) =>
        string.Equals(origin, Origin, StringComparison.Ordinal) ? this
        : HasLocalKey ? this with { Origin = origin, FieldKeys = null, _keys = null }
        : this with { Origin = origin };

    /// <summary>The fields as canonical JSON.</summary>
    public string Content => Fields.ToJson();

    /// <summary>SHA-256 (hex) of <see cref="Content"/>.</summary>
    public string ContentHash => field ??= CanonicalJson.Hash(Content);

    /// <summary>Computes what recording it will need, before the ledger is locked.</summary>
    public NewObservation Prepared()
    {
        _ = Keys;
        _ = ContentHash;
        return this;
    }

    /// <summary>Whether a person has confirmed what an interpreter found.</summary>
    public bool IsConfirmed { get; init; }

    public int Priority =>
        Class switch
        {
            ObservationClass.Interpretation when IsConfirmed => Reducer.ConfirmedPriority,
            ObservationClass.Correction => Reducer.CorrectionPriority,
            ObservationClass.Structured => Reducer.StructuredPriority,
            _ => Reducer.InterpretationPriority,
        };

    public double Specificity => Class == ObservationClass.Interpretation ? Reducer.InterpretationSpecificity : Reducer.StatedSpecificity;
}

/// <summary>Result of appending a <see cref="NewObservation"/>.</summary>
internal sealed record StoredObservation(long Seq, WorkingEntity Entity, WorkingEntity Root, bool Created, string? Rule);
