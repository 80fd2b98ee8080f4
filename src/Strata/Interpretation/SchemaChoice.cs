using Strata.Schemas;

namespace Strata.Interpretation;

/// <summary>The schema that a document is read by, and why.</summary>
internal sealed record SchemaChoice
{
    /// <summary>The chosen schema; <c>generic</c> where none reaches the threshold.</summary>
    public required SchemaDefinition Schema { get; init; }

    /// <summary>0..1, of the chosen schema; 1 where the caller named it; for <c>generic</c> that of the suggested type.</summary>
    public required double Score { get; init; }

    /// <summary>For <c>generic</c>: the type that came nearest, or the unknown one that the caller named; else null.</summary>
    public string? SuggestedType { get; init; }

    /// <summary>Every schema's score, best first; ties by type.</summary>
    public IReadOnlyList<SchemaScore> Scores { get; init; } = [];

    public bool IsGeneric => Schema.EntityType == SeedSchemas.Generic;
}

/// <param name="Score">May be above 1, where names speak for a type that fits perfectly.</param>
/// <param name="ReadsAll">Whether the schema has a place for every value that was looked at.</param>
internal readonly record struct SchemaScore(string EntityType, double Score, bool ReadsAll = false);
