namespace Strata.Promotion;

/// <summary>What the fragments of a type look like: fields that its schema does not declare, or that did not fit it.</summary>
public sealed record FragmentReport
{
    public required string EntityType { get; init; }
    public string? SuggestedType { get; init; }

    /// <summary>Observations with fragments that were looked at; retracted ones are not.</summary>
    public required long Observations { get; init; }

    /// <summary>
    /// False: there are more observations of the type, or names, than are looked at for one report, and it tells of the oldest entities.
    /// </summary>
    public required bool Complete { get; init; }

    /// <summary>What is most worth a field first.</summary>
    public required IReadOnlyList<FragmentField> Fields { get; init; }
}

public sealed record FragmentField
{
    /// <summary>The name as most inputs wrote it.</summary>
    public required string Name { get; init; }

    /// <summary>Values that are not null.</summary>
    public required long Occurrences { get; init; }

    /// <summary>How many values look like which JSON type; text that reads as a number, yes or no counts as that.</summary>
    public required IReadOnlyDictionary<string, long> Types { get; init; }

    /// <summary>Of the texts: how many are a date, a moment, a time, an email, a uri; the others are plain.</summary>
    public required IReadOnlyDictionary<string, long> Formats { get; init; }
    public required IReadOnlyList<JsonElement> Examples { get; init; }

    /// <summary>0.50 · type consistency + 0.25 · format consistency + 0.15 · name pattern + 0.10 · min(occurrences / 10, 1).</summary>
    public required double Confidence { get; init; }
    public required double TypeConsistency { get; init; }
    public required double FormatConsistency { get; init; }
    public required double NamePattern { get; init; }

    /// <summary>At least 5 values, a confidence of at least 0.8, and not declared yet.</summary>
    public required bool Proposed { get; init; }

    /// <summary>The schema in force has a field of this name: these are values that did not fit it, or came before it.</summary>
    public required bool Declared { get; init; }
    public required string ProposedName { get; init; }
    public required JsonElement ProposedSchema { get; init; }

    /// <summary>
    /// What the proposed field would refuse of what structured requests have stated so far; null where it takes all that.
    /// </summary>
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

    /// <summary>Of untyped entities: only those for which the input said this type.</summary>
    public string? SuggestedType { get; init; }

    /// <summary>What untyped entities become: a type that there is, or a new one. Default: <see cref="SuggestedType"/>.</summary>
    public string? ToType { get; init; }

    /// <summary>Empty: all that the report proposes.</summary>
    public IReadOnlyList<PromotedField> Fields { get; set; } = [];
    public string? Reason { get; init; }
    public string? IdempotencyKey { get; init; }

    /// <summary>False: answer once the schema is in force; a worker turns the fragments into observations.</summary>
    public bool Wait { get; set; } = true;
}

/// <param name="Fragment">Its name in the inputs; case, spaces and punctuation do not matter.</param>
/// <param name="Name">What the field is to be called; default: as the report proposes.</param>
/// <param name="Schema">JSON Schema of the field; default: as the report proposes.</param>
public sealed record PromotedField(string Fragment, string? Name = null, JsonElement? Schema = null);

public sealed record PromotionView
{
    /// <summary><c>dec_…</c>: <c>retract</c> takes it back.</summary>
    public required string PromotionId { get; init; }

    /// <summary>backfilling, done, rolling_back, rolled_back.</summary>
    public required string State { get; init; }
    public required string EntityType { get; init; }
    public string? SuggestedType { get; init; }
    public required string ToType { get; init; }
    public required int Version { get; init; }

    /// <summary>The version that it replaced, where it made one; a roll-back puts it in force again.</summary>
    public int? PreviousVersion { get; init; }
    public required IReadOnlyList<string> Fields { get; init; }

    /// <summary>Observations made from fragments so far.</summary>
    public required long Observations { get; init; }

    /// <summary>Values that do not fit the field and stay fragments.</summary>
    public required long Unfitting { get; init; }

    /// <summary>In the answer to a promotion: which values that structured requests have stated so far are refused from now on.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
    public string? Actor { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
}
