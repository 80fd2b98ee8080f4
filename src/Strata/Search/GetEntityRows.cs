using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Entities;
using Strata.Ledger;
using Strata.Operations;

namespace Strata.Search;

public sealed record GetEntityRows : PastRequest
{
    internal const int MaxIds = 200;

    [Description("ent_…, up to 200.")]
    public required IReadOnlyList<string> Ids { get; init; }
}

/// <param name="Items">As in a list, in the order of the ids that were found.</param>
/// <param name="Missing">Ids of which there is nothing to list: unknown, deleted, or retracted.</param>
public sealed record EntityRowsView(IReadOnlyList<EntityView> Items, IReadOnlyList<string> Missing) : IPastAnswer<EntityRowsView>
{
    /// <summary>Ids that are merged into another entity, whose row stands in their place, with its id; omitted if there are none.</summary>
    public IReadOnlyDictionary<string, string>? Merged { get; init; }

    public ReadPoints? ReadAt { get; init; }

    EntityRowsView IPastAnswer<EntityRowsView>.At(ReadPoints? points) => this with { ReadAt = points };
}

[JsonSerializable(typeof(GetEntityRows))]
[JsonSerializable(typeof(EntityRowsView))]
internal sealed partial class GetEntityRowsShapes : JsonSerializerContext;

public static partial class SearchModule
{
    public static readonly Operation<GetEntityRows, EntityRowsView> Rows = new Operation<ListedRows, GetEntityRows, EntityRowsView>(
        "get_entity_rows",
        "Entities by their ids, as a list shows them; those that can't be listed are named.",
        (rows, request, context) => context.ReadAsync(request, (connection, point) => rows.GetAsync(connection, request.Ids, point))
    )
    {
        Route = OperationRoute.Post("/entities/rows"),
        Examples = ["""{"ids":["<contact>","<merged>","<deleted>","ent_000000000000000000000000"]}"""],
        Shapes = () => GetEntityRowsShapes.Default,
    };
}

public partial record struct SearchArea
{
    public Task<EntityRowsView> RowsAsync(IReadOnlyList<string> ids, ReadAt at, CancellationToken ct) =>
        Strata.InvokeAsync(
            SearchModule.Rows,
            new()
            {
                Ids = ids,
                KnownAt = at.KnownAt,
                ValidAt = at.ValidAt,
            },
            progress: null,
            ct
        );
}
