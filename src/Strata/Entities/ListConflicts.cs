using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Entities;

public sealed record ListConflicts
{
    public string? EntityType { get; init; }

    [Description("Of entities; a page may have fewer, and still be followed by another.")]
    [Range(1, 1000)]
    public int Limit { get; set; } = 50;

    public string? Cursor { get; init; }
}

/// <summary>An entity of whose fields sources of the same rank say different things.</summary>
public sealed record EntityConflict
{
    public required string EntityId { get; init; }
    public required string EntityType { get; init; }
    public string? Title { get; init; }
    public required IReadOnlyList<ConflictingField> Fields { get; init; }
}

/// <param name="Values">What is said: first the value that won, then the latest said; at most 20.</param>
public sealed record ConflictingField(string Field, IReadOnlyList<JsonElement> Values);

[JsonSerializable(typeof(ListConflicts))]
[JsonSerializable(typeof(Page<EntityConflict>))]
internal sealed partial class ListConflictsShapes : JsonSerializerContext;

public static partial class EntitiesModule
{
    public static readonly Operation<ListConflicts, Page<EntityConflict>> ListConflicts = new Operation<
        ConflictListing,
        ListConflicts,
        Page<EntityConflict>
    >(
        "list_conflicts",
        "Entities of whose fields sources say different things, the latest changed first. Correcting a field settles it; get_entity with provenance shows who says what.",
        (conflicts, request, context) => context.ReadAsync(connection => conflicts.ListAsync(connection, request))
    )
    {
        Cost = Cost.Expensive,
        Route = OperationRoute.Get("/conflicts"),
        Tool = new() { Profile = ToolProfile.Review },
        Examples = ["""{}""", """{"entity_type":"<type>"}"""],
        Shapes = () => ListConflictsShapes.Default,
    };
}

public partial record struct EntitiesArea
{
    public Task<Page<EntityConflict>> ListConflictsAsync(ListConflicts request, CancellationToken ct) =>
        Strata.InvokeAsync(EntitiesModule.ListConflicts, request, progress: null, ct);
}
