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

    /// <summary>As of <see cref="DecisionRequest.IfMatch"/>.</summary>
    [JsonIgnore]
    public string? IfMatch { get; init; }
}

public sealed record DecisionRequest
{
    public string? Reason { get; init; }
    public string? IdempotencyKey { get; init; }

    /// <summary>
    /// Only while the entity is in this state (<see cref="EntityVersion.Matches"/>), else CONFLICT: that one which is decided about, or is
    /// merged into another, or whose observation or decision is retracted. Null: whatever its state. No part of what the idempotency key
    /// stands for.
    /// </summary>
    [JsonIgnore]
    public string? IfMatch { get; init; }
}

/// <summary>What requests for a decision have beside what is decided.</summary>
public abstract record DecisionArguments
{
    [Description("Kept in the history.")]
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

/// <summary>
/// A field, and the correction whose value it has: until that is retracted, or another is made with a later <c>observed_at</c>.
/// </summary>
public sealed record HeldField(string Field, string ObservationId, DateTimeOffset ObservedAt);
