namespace Strata.Entities;

/// <summary>What of the audit log is asked for: all that is set has to hold.</summary>
public sealed record AuditQuery
{
    /// <summary>From then on: an ISO-8601 date or time; without an offset UTC.</summary>
    public string? Since { get; init; }

    /// <summary>Before that time; of a date its whole day too.</summary>
    public string? Until { get; init; }

    /// <summary>One of <see cref="AuditEntry.Action"/>.</summary>
    public string? Action { get; init; }

    /// <summary>The door or program, such as <c>mcp</c> or <c>mcp:NAME</c>, with whatever token.</summary>
    public string? Actor { get; init; }

    /// <summary>tok_…</summary>
    public string? TokenId { get; init; }

    /// <summary>ent_…: what was done to that entity or with it; obs_… or dec_…: itself, and what took it back.</summary>
    public string? About { get; init; }
    public int Limit { get; set; } = 50;
    public string? Cursor { get; init; }
}

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
