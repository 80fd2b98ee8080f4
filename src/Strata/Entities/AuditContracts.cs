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

    /// <summary>The door or program; operator:NAME, cli:NAME: that user of the system, who has the store itself at hand.</summary>
    public string? Actor { get; init; }

    /// <summary>The token that it came with.</summary>
    public string? TokenId { get; init; }
    public string? EntityId { get; init; }
    public string? OtherId { get; init; }

    /// <summary>The observation or decision that it is about: retracted, taken back.</summary>
    public long? Target { get; init; }
    public string? Reason { get; init; }

    /// <summary>What more there is to say; of a correction its fields.</summary>
    public JsonElement? Detail { get; init; }
}
