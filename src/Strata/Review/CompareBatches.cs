using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Strata.Batches;
using Strata.Database;
using Strata.Operations;

namespace Strata.Review;

public sealed record CompareBatches
{
    [Description("bat_…")]
    public required string BatchId { get; init; }

    [Description("bat_…")]
    public required string OtherId { get; init; }

    [Description("Differences to list; all are counted.")]
    [Range(1, 1000)]
    public int Limit { get; set; } = 50;
}

[JsonSerializable(typeof(CompareBatches))]
[JsonSerializable(typeof(RunComparison))]
internal sealed partial class CompareBatchesShapes : JsonSerializerContext;

public static partial class ReviewModule
{
    public static readonly Operation<CompareBatches, RunComparison> CompareBatches = new Operation<
        IDatabase,
        CompareBatches,
        RunComparison
    >(
        "compare_batches",
        "What the staged runs of another batch found more, not, differently or elsewhere in the same documents, and how much of both was accepted.",
        (_, request, context) => context.ReadAsync(connection => OfBatchesAsync(connection, request))
    )
    {
        Route = OperationRoute.Get("/batches/{batch_id}/compare"),
        Tool = new() { Profile = ToolProfile.Admin },
        Examples = ["""{"batch_id":"<batch>","other_id":"<batch>"}"""],
        Shapes = () => CompareBatchesShapes.Default,
    };

    private static async Task<RunComparison> OfBatchesAsync(UserConnection connection, CompareBatches request)
    {
        var limit = Paging.Limit(request.Limit);
        var batch = await BatchRecord.FindAsync(connection, request.BatchId);
        var other = await BatchRecord.FindAsync(connection, request.OtherId);
        return batch.BatchNo == other.BatchNo
            ? throw new StrataException(ErrorCode.InvalidContent, "Name two different batches.")
            : await RunComparisons.OfAsync(
                connection,
                await BatchRecord.RunsAsync(connection, batch.BatchNo),
                await BatchRecord.RunsAsync(connection, other.BatchNo),
                limit
            );
    }
}

public partial record struct ReviewArea
{
    public Task<RunComparison> CompareBatchesAsync(CompareBatches request, CancellationToken ct) =>
        Strata.InvokeAsync(ReviewModule.CompareBatches, request, progress: null, ct);
}
