using Strata.Schemas;

namespace Strata.Interpretation;

/// <summary>The schema chosen for a document, and why.</summary>
internal sealed record SchemaChoice
{
    /// <summary>The chosen schema; <c>generic</c> if none reaches the threshold.</summary>
    public required SchemaDefinition Schema { get; init; }

    /// <summary>Score of the chosen schema, 0..1, whether or not the caller named it; for <c>generic</c>, that of the suggested type.</summary>
    public required double Score { get; init; }

    /// <summary>For <c>generic</c>: the closest type, or the unknown one that the caller named; else null.</summary>
    public string? SuggestedType { get; init; }

    /// <summary>Every schema's score, best first; ties by type.</summary>
    public IReadOnlyList<SchemaScore> Scores { get; init; } = [];

    public bool IsGeneric => Schema.EntityType == SeedSchemas.Generic;
}

/// <param name="Score">Above 1 if names favour a type that fits perfectly.</param>
/// <param name="ReadsAll">Whether the schema has a field for every value examined.</param>
internal sealed record SchemaScore(string EntityType, double Score, bool ReadsAll = false);
