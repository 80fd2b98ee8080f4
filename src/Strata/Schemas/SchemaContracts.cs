namespace Strata.Schemas;

public sealed record SchemaView
{
    public required string EntityType { get; init; }
    public required int Version { get; init; }
    public required bool Active { get; init; }
    public required int ActiveVersion { get; init; }
    public required int LatestVersion { get; init; }
    public string? Title { get; init; }
    public string? Description { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public required string Hash { get; init; }

    /// <summary>Id of the decision that has just activated the version (dec_…), for <c>retract</c>; else null.</summary>
    public string? DecisionId { get; init; }

    /// <summary>Fields that a table of such entities shows first; absent in lists.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Numbers that are money, each with the field of its currency; absent in lists.</summary>
    public IReadOnlyDictionary<string, string>? Currencies { get; init; }

    /// <summary>The schema itself; absent in lists.</summary>
    public JsonElement? Schema { get; init; }
}

public sealed record RegisterSchemaRequest
{
    public required string EntityType { get; init; }
    public required JsonElement Schema { get; init; }
    public bool Activate { get; set; } = true;
    public string? IdempotencyKey { get; init; }
}

/// <param name="Change">added, removed, changed.</param>
public sealed record SchemaChange(string Path, string Change, JsonElement? Before, JsonElement? After);

public sealed record SchemaDiff(string EntityType, int From, int To, IReadOnlyList<SchemaChange> Changes);
