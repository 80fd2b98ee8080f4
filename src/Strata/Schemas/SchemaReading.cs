using Strata.Schemas.Validation;

namespace Strata.Schemas;

/// <summary>Parts of a schema as read, before indexing.</summary>
internal sealed record SchemaReading
{
    public string? Title { get; init; }
    public string? Description { get; init; }
    public SchemaKind Kind { get; init; }
    public IReadOnlyList<string> AppliesTo { get; init; } = [];
    public string? Prompt { get; init; }
    public IReadOnlyList<string> Names { get; init; } = [];
    public IReadOnlyList<IReadOnlyList<string>> Titles { get; init; } = [];
    public IReadOnlyList<SchemaField> Fields { get; init; } = [];
    public IReadOnlyList<IdentityRule> Identity { get; init; } = [];
    public bool SameIfEqual { get; init; }
    public IReadOnlyList<RelationshipRule> Relationships { get; init; } = [];
    public IReadOnlyList<string> Expects { get; init; } = [];
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>Value of <c>additionalProperties</c>; null: absent.</summary>
    public SchemaNode? Others { get; init; }
}
