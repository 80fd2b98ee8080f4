namespace Strata.Entities;

/// <summary>One administrative action, decision or correction: who, with which token, when, what.</summary>
public sealed record AuditEntry
{
    public required long Seq { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>merge, retract, delete, correction, activate_schema, promote, add_token, set_plan, …</summary>
    public required string Action { get; init; }

    /// <summary>dec_… or obs_…</summary>
    public required string Id { get; init; }

    /// <summary>The door or program; operator:NAME and cli:NAME are system users with direct access to the store.</summary>
    public string? Actor { get; init; }

    /// <summary>Token of the request.</summary>
    public string? TokenId { get; init; }
    public string? EntityId { get; init; }
    public string? OtherId { get; init; }

    /// <summary>Seq of the observation or decision that was retracted or undone.</summary>
    public long? Target { get; init; }
    public string? Reason { get; init; }

    /// <summary>Further details; for a correction its fields.</summary>
    public JsonElement? Detail { get; init; }
}
