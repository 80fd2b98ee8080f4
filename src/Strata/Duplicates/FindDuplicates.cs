using System.ComponentModel;
using Strata.Operations;

namespace Strata.Duplicates;

/// <summary>Scope of a search. By default all types; of each type all entities if many are new, else only the new ones.</summary>
public sealed record FindDuplicatesRequest
{
    [Description("Only entities of this type.")]
    public string? EntityType { get; init; }

    [Description("Only pairs with this entity.")]
    public string? EntityId { get; init; }

    [Description("Fit the model anew and compare everything.")]
    public bool Full { get; set; }

    [Description("Pairs of at least this probability are filed; default 0.5.")]
    public double MinProbability { get; set; } = 0.5;
}

public static partial class DuplicatesModule
{
    public static readonly Operation<FindDuplicatesRequest, DuplicateReport> Find = new Operation<
        DuplicateFinder,
        FindDuplicatesRequest,
        DuplicateReport
    >(
        "find_duplicates",
        "Looks for entities that may be the same. Merges nothing.",
        (finder, request, context) => finder.FindAsync(context.User, request, context.Progress, context.Cancellation)
    )
    {
        Access = Access.Write,
        Cost = Cost.Expensive,
        ReportsProgress = true,
        OneAtATime = "A search for duplicates",
        Route = OperationRoute.Post("/duplicates/find") with { HasBody = false },
        Examples = ["""{"entity_id":"<contact>"}""", """{"entity_type":"<type>"}"""],
    };
}

public partial record struct DuplicatesArea
{
    public Task<DuplicateReport> FindAsync(FindDuplicatesRequest request, IProgress<Progress>? progress, CancellationToken ct) =>
        Strata.InvokeAsync(DuplicatesModule.Find, request, progress, ct);
}
