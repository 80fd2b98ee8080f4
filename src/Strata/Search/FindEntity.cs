using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Strata.Entities;
using Strata.Ledger;
using Strata.Operations;

namespace Strata.Search;

public sealed record FindEntity : PastRequest
{
    public required string Identifier { get; init; }

    public string? EntityType { get; init; }

    [Range(1, 1000)]
    public int Limit { get; set; } = 50;

    public string? Cursor { get; init; }
}

[JsonSerializable(typeof(FindEntity))]
internal sealed partial class FindEntityShapes : JsonSerializerContext;

public static partial class SearchModule
{
    public static readonly Operation<FindEntity, Page<EntityView>> Find = new Operation<EntityFinder, FindEntity, Page<EntityView>>(
        "find_entity",
        "Entities that carry an exact identifier.",
        (finder, request, context) =>
            context.ReadAsync(
                request,
                (connection, point) =>
                    finder.FindAsync(connection, request.Identifier, request.EntityType, new(request.Limit, request.Cursor), point)
            )
    )
    {
        Route = OperationRoute.Get("/entities/find"),
        Tool = new() { Description = "Entities with an exact identifier (e-mail, number, name, id): look here before you store." },
        Examples = ["""{"identifier":"ann@<word>.example"}""", """{"identifier":"<contact>"}"""],
        Shapes = () => FindEntityShapes.Default,
    };
}

public partial record struct SearchArea
{
    /// <summary>Finds entities by id, identity key, or the value of an identifying field.</summary>
    public Task<Page<EntityView>> FindAsync(string identifier, string? entityType, PageRequest page, ReadAt at, CancellationToken ct) =>
        Strata.InvokeAsync(
            SearchModule.Find,
            new()
            {
                Identifier = identifier,
                EntityType = entityType,
                Limit = page.Limit,
                Cursor = page.Cursor,
                KnownAt = at.KnownAt,
                ValidAt = at.ValidAt,
            },
            progress: null,
            ct
        );
}
