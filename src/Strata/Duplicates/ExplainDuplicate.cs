using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Duplicates;

public sealed record ExplainDuplicate
{
    [Description("Id or identifier.")]
    public required string EntityId { get; init; }
    public required string OtherId { get; init; }
}

[JsonSerializable(typeof(ExplainDuplicate))]
internal sealed partial class ExplainDuplicateShapes : JsonSerializerContext;

public static partial class DuplicatesModule
{
    public static readonly Operation<ExplainDuplicate, DuplicateView> Explain = new Operation<
        DuplicateQueries,
        ExplainDuplicate,
        DuplicateView
    >(
        "explain_duplicate",
        "One pair, with what each field says in bits of evidence.",
        (duplicates, pair, context) => context.ReadAsync(connection => duplicates.GetAsync(connection, pair.EntityId, pair.OtherId))
    )
    {
        Route = OperationRoute.Get("/duplicates/{entity_id}/{other_id}"),
        Examples = ["""{"entity_id":"<contact>","other_id":"<other>"}"""],
        Shapes = () => ExplainDuplicateShapes.Default,
    };
}

public partial record struct DuplicatesArea
{
    /// <exception cref="StrataException">ENTITY_NOT_FOUND: the pair is not filed.</exception>
    public Task<DuplicateView> ExplainAsync(string entityId, string otherId, CancellationToken ct) =>
        Strata.InvokeAsync(DuplicatesModule.Explain, new() { EntityId = entityId, OtherId = otherId }, progress: null, ct);
}
