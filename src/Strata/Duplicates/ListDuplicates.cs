using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Strata.Operations;

namespace Strata.Duplicates;

public sealed record DuplicateQuery
{
    public string? EntityType { get; init; }

    [Description("Only pairs with this entity.")]
    public string? EntityId { get; init; }

    [Description("Default: open.")]
    public DuplicateFilter State { get; set; }

    public double MinProbability { get; set; }

    [Range(1, 1000)]
    public int Limit { get; set; } = 50;

    public string? Cursor { get; init; }
}

public static partial class DuplicatesModule
{
    public static readonly Operation<DuplicateQuery, Page<DuplicateView>> List = new Operation<
        DuplicateQueries,
        DuplicateQuery,
        Page<DuplicateView>
    >(
        "list_duplicates",
        "Pairs of entities that may be the same, most probable first, with each field's evidence in bits.",
        (duplicates, query, context) => context.ReadAsync(connection => duplicates.ListAsync(connection, query))
    )
    {
        Route = OperationRoute.Get("/duplicates"),
        Tool = new()
        {
            Profile = ToolProfile.Review,
            Description =
                "Pairs of entities that may be the same, most probable first, with each field's evidence in bits. merge_entities joins one, dismiss_duplicate refuses it.",
        },
        Examples = ["""{"state":"all"}""", """{"entity_id":"<contact>"}""", """{"entity_id":"<other>","state":"all"}"""],
    };
}

public partial record struct DuplicatesArea
{
    public Task<Page<DuplicateView>> ListAsync(DuplicateQuery query, CancellationToken ct) =>
        Strata.InvokeAsync(DuplicatesModule.List, query, progress: null, ct);
}
