using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Entities;

/// <summary>What belongs to another entity, said in one way.</summary>
public record SplitRequest : ConditionalArguments
{
    [Description("What was read from this source.")]
    public string? SourceId { get; init; }

    [Description("What came from this origin.")]
    public string? Origin { get; init; }

    [Description("These observations (obs_…).")]
    public IReadOnlyList<string>? Observations { get; init; }

    [Description("What states this field as value.")]
    public string? Field { get; init; }
    public JsonElement? Value { get; init; }

    [Description("true: only show what it would do.")]
    public bool Preview { get; init; }
}

public sealed record SplitEntity : SplitRequest
{
    [Description("Id or identifier.")]
    public required string EntityId { get; init; }
}

/// <summary>A split, or what it would be.</summary>
public sealed record SplitResult
{
    /// <summary><c>dec_…</c>; pass it to <c>retract</c> to undo. Absent in a preview.</summary>
    public string? Id { get; init; }
    public long? Seq { get; init; }
    public bool Preview { get; init; }
    public required string EntityId { get; init; }

    /// <summary>Absent in a preview.</summary>
    public string? NewEntityId { get; init; }
    public required int ObservationCount { get; init; }

    /// <summary>The first 100 that are moved.</summary>
    public required IReadOnlyList<string> Observations { get; init; }

    /// <summary>Fields of the entity without them.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Remaining { get; init; }

    /// <summary>Fields of the new entity.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Separated { get; init; }
}

[JsonSerializable(typeof(SplitEntity))]
[JsonSerializable(typeof(SplitRequest))]
[JsonSerializable(typeof(SplitResult))]
internal sealed partial class SplitEntityShapes : JsonSerializerContext;

public static partial class DecisionsModule
{
    public static readonly Operation<SplitEntity, SplitResult> Split = new Operation<Splits, SplitEntity, SplitResult>(
        "split_entity",
        "Some of an entity's observations belong to another one, which is made of them.",
        (splits, request, context) => splits.SplitAsync(context.User, context.Actor, request, context.Cancellation)
    )
    {
        Access = Access.Write,
        Decides = true,
        Route = OperationRoute.Post("/entities/{entity_id}/split") with { Body = typeof(SplitRequest) },
        Tool = new()
        {
            Profile = ToolProfile.Admin,
            Description =
                "Separates two things that became one entity: the observations of a source or origin, those listed, or those stating a value form a new entity. preview shows the result first; retract undoes it.",
            Shows = ["id", "entity_id", "new_entity_id", "observation_count", "remaining", "separated"],
        },
        Examples =
        [
            """{"entity_id":"<contact>","field":"email","value":"eve@example.com","preview":true}""",
            """{"entity_id":"<contact>","source_id":"<source>"}""",
        ],
        Shapes = () => SplitEntityShapes.Default,
    };
}

public partial record struct DecisionsArea
{
    public Task<SplitResult> SplitAsync(SplitEntity request, CancellationToken ct) =>
        Strata.InvokeAsync(DecisionsModule.Split, request, progress: null, ct);
}
