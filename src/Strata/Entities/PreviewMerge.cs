using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Entities;

public sealed record PreviewMerge
{
    [Description("Would become part of the other.")]
    public required string EntityId { get; init; }

    [Description("Would stay, with the fields of both.")]
    public required string To { get; init; }
}

/// <param name="EntityId">The entity that would stay.</param>
/// <param name="Fields">What would stand, by the same precedence as always.</param>
public sealed record MergePreview(string EntityId, string EntityType, IReadOnlyDictionary<string, JsonElement> Fields);

[JsonSerializable(typeof(PreviewMerge))]
[JsonSerializable(typeof(MergePreview))]
internal sealed partial class PreviewMergeShapes : JsonSerializerContext;

public static partial class DecisionsModule
{
    public static readonly Operation<PreviewMerge, MergePreview> PreviewMerge = new Operation<EntityReader, PreviewMerge, MergePreview>(
        "preview_merge",
        "What would stand if the entity in the address became part of another; changes nothing.",
        (entities, request, context) =>
            context.ReadAsync(connection => Merges.PreviewAsync(connection, entities, request.EntityId, request.To))
    )
    {
        Route = OperationRoute.Get("/entities/{entity_id}/merge"),
        Examples = ["""{"entity_id":"<contact>","to":"<other>"}"""],
        Shapes = () => PreviewMergeShapes.Default,
    };
}

public partial record struct DecisionsArea
{
    public Task<MergePreview> PreviewMergeAsync(string fromEntityId, string toEntityId, CancellationToken ct) =>
        Strata.InvokeAsync(DecisionsModule.PreviewMerge, new() { EntityId = fromEntityId, To = toEntityId }, progress: null, ct);
}
