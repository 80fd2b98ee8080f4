using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Entities;

public sealed record CorrectRequest
{
    public required IReadOnlyDictionary<string, JsonElement> Fields { get; init; }
    public string? Reason { get; init; }
    public DateTimeOffset? ObservedAt { get; init; }
    public string? IdempotencyKey { get; init; }

    /// <summary>As in <see cref="DecisionRequest.IfMatch"/>.</summary>
    [JsonIgnore]
    public string? IfMatch { get; init; }
}

public sealed record DecisionRequest
{
    public string? Reason { get; init; }
    public string? IdempotencyKey { get; init; }

    /// <summary>
    /// Decides only if the entity is in this state (<see cref="EntityVersion.Matches"/>), else CONFLICT: the entity that is decided about,
    /// that is merged into another, or whose observation or decision is retracted. Null for any state. Not part of the idempotency key's
    /// payload.
    /// </summary>
    [JsonIgnore]
    public string? IfMatch { get; init; }
}

/// <summary>What requests for a decision have beside what is decided.</summary>
public abstract record DecisionArguments
{
    public string? Reason { get; init; }

    [Description("Same key, same answer.")]
    public string? IdempotencyKey { get; init; }

    internal virtual DecisionRequest Decision() => new() { Reason = Reason, IdempotencyKey = IdempotencyKey };
}

/// <summary>The same for a decision that can depend on the state of the entity.</summary>
public abstract record ConditionalArguments : DecisionArguments, IConditional
{
    [JsonIgnore]
    public string? IfMatch { get; set; }

    internal override DecisionRequest Decision() => base.Decision() with { IfMatch = IfMatch };
}

public sealed record RelateRequest
{
    public required string From { get; init; }
    public required string To { get; init; }
    public required string Type { get; init; }

    /// <summary>When the relationship was observed, which <c>valid_at</c> is compared with. Default: now.</summary>
    public DateTimeOffset? ObservedAt { get; init; }
    public string? IdempotencyKey { get; init; }
}

/// <summary>Result of a decision or correction, with the entity as it is now.</summary>
public sealed record DecisionResult
{
    /// <summary><c>dec_…</c> for decisions, <c>obs_…</c> for corrections; pass it to <c>retract</c> to undo.</summary>
    public required string Id { get; init; }
    public required HistoryKind Kind { get; init; }
    public required long Seq { get; init; }

    /// <summary>Fields of the correction that a correction with more weight decides; left out if there are none.</summary>
    public IReadOnlyList<HeldField>? NotInForce { get; init; }
    public EntityView? Entity { get; init; }
}

/// <summary>
/// A field and the correction that decides it, until that is retracted or a correction with a later <c>observed_at</c> is made.
/// </summary>
public sealed record HeldField(string Field, string ObservationId, DateTimeOffset ObservedAt);
