using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Review;

public record SchemaTrialOptions
{
    [Description("A type that is registered, or the name of the schema that is given.")]
    public required string EntityType { get; init; }

    [Description("A schema that need not be registered; default: the active one of the type.")]
    public JsonElement? Schema { get; init; }

    [Description("Blocks to read, of those that the schema applies to.")]
    [Range(1, 50)]
    public int Blocks { get; set; } = 5;

    [Description("Default: recorded for an annotation schema, else rules.")]
    public string? Interpreter { get; init; }

    [Description("What an interpreter that asks is told, before what the schema says; as x-strata.prompt.")]
    public JsonElement? Prompt { get; init; }
}

public sealed record TrySchema : SchemaTrialOptions
{
    [Description("Id, file name or path.")]
    public required string SourceId { get; init; }
}

/// <summary>What a schema finds in the first blocks of a source. Nothing of it is stored.</summary>
public sealed record SchemaTrial
{
    public required string SourceId { get; init; }
    public required string EntityType { get; init; }
    public required string Interpreter { get; init; }

    /// <summary>Blocks that were read.</summary>
    public required long BlockCount { get; init; }
    public required IReadOnlyList<TriedFinding> Findings { get; init; }

    /// <summary>What did not fit or is missing.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}

/// <param name="Locator">Bytes of the quote; null of a value without one.</param>
/// <param name="Remark">Why it is flagged, quarantined or unparsed; null if it is not.</param>
public sealed record TriedFinding(
    string DocumentId,
    long Block,
    string EntityType,
    string Field,
    JsonElement Value,
    string? Quote,
    ByteLocator? Locator,
    double Confidence,
    Admission Admission,
    string? Remark
);

[JsonSerializable(typeof(TrySchema))]
[JsonSerializable(typeof(SchemaTrialOptions))]
[JsonSerializable(typeof(SchemaTrial))]
internal sealed partial class TrySchemaShapes : JsonSerializerContext;

public static partial class ReviewModule
{
    public static readonly Operation<TrySchema, SchemaTrial> Try = new Operation<SchemaTrials, TrySchema, SchemaTrial>(
        "try_schema",
        "Shows what a schema, registered or not, finds in the first blocks of a source. Stores nothing.",
        (trials, request, context) => trials.TryAsync(context.User, request, context.Cancellation)
    )
    {
        Cost = Cost.Expensive,
        Route = OperationRoute.Post("/sources/{source_id}/try") with { Body = typeof(SchemaTrialOptions) },
        Tool = new() { Profile = ToolProfile.Admin },
        Examples = ["""{"source_id":"<source>","entity_type":"<type>","blocks":2}"""],
        Shapes = () => TrySchemaShapes.Default,
    };
}

public partial record struct ReviewArea
{
    public Task<SchemaTrial> TryAsync(TrySchema request, CancellationToken ct) =>
        Strata.InvokeAsync(ReviewModule.Try, request, progress: null, ct);
}
