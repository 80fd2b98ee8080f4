using System.ComponentModel;
using Strata.Accounts;
using Strata.Entities;

namespace Strata.Sources;

public sealed record StructuredRequest
{
    public required IReadOnlyList<StructuredEntity> Entities { get; init; }
    public IReadOnlyList<StructuredRelationship> Relationships { get; set; } = [];
    public DateTimeOffset? ObservedAt { get; init; }
    public string? IdempotencyKey { get; init; }

    [Description("Where ids mean something.")]
    public string? Origin { get; init; }

    [Description("The bytes behind it: {content_base64, file_name, media_type}.")]
    public Attachment? Attachment { get; init; }
}

public sealed record StructuredEntity
{
    public required string EntityType { get; init; }
    public required IReadOnlyDictionary<string, JsonElement> Fields { get; init; }

    [Description("Name for relationships of this request.")]
    public string? Ref { get; init; }
    public DateTimeOffset? ObservedAt { get; init; }
}

/// <param name="From">An entity id, or a <c>ref</c> of the same request.</param>
/// <param name="To">An entity id, or a <c>ref</c> of the same request.</param>
public sealed record StructuredRelationship(string Type, string From, string To);

public sealed record Attachment(string ContentBase64, string? FileName = null, string? MediaType = null);

public sealed record StructuredResult
{
    public required string SourceId { get; init; }
    public required string RunId { get; init; }
    public string? AttachmentSourceId { get; init; }
    public required IReadOnlyList<StructuredStored> Entities { get; init; }
    public IReadOnlyList<RelationshipView> Relationships { get; init; } = [];

    /// <summary>Quotas that are at least 80 % used; absent if there is none.</summary>
    public IReadOnlyList<QuotaWarning>? Warnings { get; init; }
}

public sealed record StructuredStored
{
    public required string EntityId { get; init; }
    public required string EntityType { get; init; }
    public required string ObservationId { get; init; }
    public required bool Created { get; init; }

    /// <summary>active or deleted: observations of a deleted entity stay hidden until it is restored.</summary>
    public required EntityStatus EntityState { get; init; }

    /// <summary>The identity rule that matched or was recorded, its fields joined by "+"; null if the input had no key.</summary>
    public string? Rule { get; init; }
    public IReadOnlyList<string> UnknownFields { get; init; } = [];

    /// <summary>
    /// An entity whose fields are all equal, if the input had no key and so made a new one; merge_entities joins them. Told of the first 50
    /// such records of a request.
    /// </summary>
    public string? PossibleDuplicateOf { get; init; }
}
