using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Strata.Database;
using Strata.Operations;

namespace Strata.Batches;

public sealed record GetBatch([property: Description("bat_…")] string BatchId);

public sealed record ListBatches
{
    [Range(1, 1000)]
    public int Limit { get; set; } = 50;

    public string? Cursor { get; init; }
}

[JsonSerializable(typeof(GetBatch))]
[JsonSerializable(typeof(ListBatches))]
[JsonSerializable(typeof(Page<BatchView>))]
internal sealed partial class GetBatchShapes : JsonSerializerContext;

public static partial class BatchesModule
{
    public static readonly Operation<GetBatch, BatchView> Get = new Operation<BatchService, GetBatch, BatchView>(
        "get_batch",
        "A batch: how many runs are begun, queued, running and ended, with blocks, observations and staged findings.",
        (batches, request, context) => batches.GetAsync(context.User, request.BatchId, context.Cancellation)
    )
    {
        Route = OperationRoute.Get("/batches/{batch_id}"),
        Tool = new() { Profile = ToolProfile.Review },
        Examples = ["""{"batch_id":"<batch>"}"""],
        Shapes = () => GetBatchShapes.Default,
    };

    public static readonly Operation<ListBatches, Page<BatchView>> List = new Operation<IDatabase, ListBatches, Page<BatchView>>(
        "list_batches",
        "Batches, newest first.",
        (_, request, context) => context.ReadAsync(connection => BatchService.ListAsync(connection, request))
    )
    {
        Route = OperationRoute.Get("/batches"),
        Tool = new() { Profile = ToolProfile.Review },
        Examples = ["{}"],
        Shapes = () => GetBatchShapes.Default,
    };
}

public partial record struct BatchesArea
{
    public Task<BatchView> GetAsync(string batchId, CancellationToken ct) =>
        Strata.InvokeAsync(BatchesModule.Get, new(batchId), progress: null, ct);

    public Task<Page<BatchView>> ListAsync(ListBatches request, CancellationToken ct) =>
        Strata.InvokeAsync(BatchesModule.List, request, progress: null, ct);
}
