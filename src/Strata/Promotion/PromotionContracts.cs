namespace Strata.Promotion;

/// <summary>Report on the fragments of a type: fields that its schema does not declare, or whose values did not fit.</summary>
public sealed record FragmentReport
{
    public required string EntityType { get; init; }
    public string? SuggestedType { get; init; }

    /// <summary>Observations with fragments that were read, without retracted ones.</summary>
    public required long Observations { get; init; }

    /// <summary>False if the type has more observations or names than one report reads; it then covers the oldest entities.</summary>
    public required bool Complete { get; init; }

    /// <summary>Fields, the best candidates first.</summary>
    public required IReadOnlyList<FragmentField> Fields { get; init; }

    /// <summary>Of untyped entities: the proposed field that would name them in a new type; null if no proposed field is text.</summary>
    public ProposedKey? Title { get; init; }

    /// <summary>
    /// Of untyped entities: the proposed field that would identify them in a new type. Null if none that looks like an id has a different
    /// value in every observation; each record would then be an entity of its own.
    /// </summary>
    public ProposedKey? Identity { get; init; }
}

/// <param name="Field">Its name in the type.</param>
/// <param name="Examples">Some of its values.</param>
public sealed record ProposedKey(string Field, IReadOnlyList<JsonElement> Examples);

public sealed record FragmentField
{
    /// <summary>The most frequent spelling of the name.</summary>
    public required string Name { get; init; }

    /// <summary>Values that are not null.</summary>
    public required long Occurrences { get; init; }

    /// <summary>Number of values by JSON type; text that parses as a number or boolean counts as that.</summary>
    public required IReadOnlyDictionary<string, long> Types { get; init; }

    /// <summary>Number of texts by format: date, moment, time, email, uri; the others are plain.</summary>
    public required IReadOnlyDictionary<string, long> Formats { get; init; }
    public required IReadOnlyList<JsonElement> Examples { get; init; }

    /// <summary>0.50 · type consistency + 0.25 · format consistency + 0.15 · name pattern + 0.10 · min(occurrences / 10, 1).</summary>
    public required double Confidence { get; init; }
    public required double TypeConsistency { get; init; }
    public required double FormatConsistency { get; init; }
    public required double NamePattern { get; init; }

    /// <summary>At least 5 values, a confidence of at least 0.8, and not declared yet.</summary>
    public required bool Proposed { get; init; }

    /// <summary>Whether the active schema has a field of this name: the values did not fit it, or came before it.</summary>
    public required bool Declared { get; init; }
    public required string ProposedName { get; init; }
    public required JsonElement ProposedSchema { get; init; }

    /// <summary>Values stated so far by structured requests that the proposed field would refuse; null if none.</summary>
    public string? Note { get; init; }
    public required DateTimeOffset FirstObserved { get; init; }
    public required DateTimeOffset LastObserved { get; init; }
}

public sealed record PromoteRequest
{
    /// <summary>
    /// The type whose fragments become fields, or <c>generic</c> to turn untyped entities into ones of <see cref="ToType"/>.
    /// </summary>
    public required string EntityType { get; init; }

    /// <summary>For untyped entities: only those that the input gave this type.</summary>
    public string? SuggestedType { get; init; }

    /// <summary>Type that untyped entities become, existing or new. Default: <see cref="SuggestedType"/>.</summary>
    public string? ToType { get; init; }

    /// <summary>Fields to promote; empty for all that the report proposes.</summary>
    public IReadOnlyList<PromotedField> Fields { get; set; } = [];

    /// <summary>Of a new type: the field that names its entities. Default: as the report proposes.</summary>
    public string? Title { get; init; }

    /// <summary>Of a new type: the fields that together identify its entities; empty for none. Default: as the report proposes.</summary>
    public IReadOnlyList<string>? Identity { get; init; }
    public string? Reason { get; init; }
    public string? IdempotencyKey { get; init; }

    /// <summary>False: return once the schema is active; a worker turns the fragments into observations.</summary>
    public bool Wait { get; set; } = true;
}

/// <param name="Fragment">Name of the fragment in the inputs, ignoring case, spaces and punctuation.</param>
/// <param name="Name">Name of the field; default: as the report proposes.</param>
/// <param name="Schema">JSON Schema of the field; default: as the report proposes.</param>
public sealed record PromotedField(string Fragment, string? Name = null, JsonElement? Schema = null);

public sealed record PromotionView
{
    /// <summary><c>dec_…</c>; pass it to <c>retract</c> to roll back.</summary>
    public required string PromotionId { get; init; }

    public required PromotionState State { get; init; }
    public required string EntityType { get; init; }
    public string? SuggestedType { get; init; }
    public required string ToType { get; init; }
    public required int Version { get; init; }

    /// <summary>Schema version that the promotion replaced, if it made a new one; a roll-back activates it again.</summary>
    public int? PreviousVersion { get; init; }
    public required IReadOnlyList<string> Fields { get; init; }

    /// <summary>Observations made from fragments so far.</summary>
    public required long Observations { get; init; }

    /// <summary>Values that do not fit the field and stay fragments.</summary>
    public required long Unfitting { get; init; }

    /// <summary>In the result of a promotion: values stated so far by structured requests that are refused from now on.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
    public string? Actor { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
}
