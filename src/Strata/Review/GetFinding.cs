using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Review;

public sealed record GetFinding([property: Description("fnd_…")] string FindingId);

[JsonSerializable(typeof(GetFinding))]
[JsonSerializable(typeof(FindingView))]
internal sealed partial class GetFindingShapes : JsonSerializerContext;

public static partial class ReviewModule
{
    public static readonly Operation<GetFinding, FindingView> Get = new Operation<FindingQueries, GetFinding, FindingView>(
        "get_finding",
        "A finding with the text around its quote, its places, every state it had, and comments.",
        (findings, request, context) => context.ReadAsync(connection => findings.GetAsync(connection, request.FindingId))
    )
    {
        Route = OperationRoute.Get("/findings/{finding_id}"),
        Tool = new()
        {
            Profile = ToolProfile.Review,
            Shows = ["finding_id", "field", "value", "quote", "admission", "state", "revision", "details"],
        },
        Examples = ["""{"finding_id":"<finding>"}"""],
        Shapes = () => GetFindingShapes.Default,
    };
}

public partial record struct ReviewArea
{
    public Task<FindingView> GetAsync(string findingId, CancellationToken ct) =>
        Strata.InvokeAsync(ReviewModule.Get, new(findingId), progress: null, ct);
}
