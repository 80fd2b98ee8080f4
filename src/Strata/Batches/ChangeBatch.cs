using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Batches;

public record BatchChange
{
    public required BatchAction Action { get; init; }

    public string? Reason { get; init; }
}

public sealed record ChangeBatch : BatchChange
{
    [Description("bat_…")]
    public required string BatchId { get; init; }
}

[JsonSerializable(typeof(ChangeBatch))]
[JsonSerializable(typeof(BatchChange))]
[JsonSerializable(typeof(BatchView))]
internal sealed partial class ChangeBatchShapes : JsonSerializerContext;

public static partial class BatchesModule
{
    public static readonly Operation<ChangeBatch, BatchView> Change = new Operation<BatchService, ChangeBatch, BatchView>(
        "change_batch",
        "Pauses, resumes, cancels or retries a batch. What its runs have stored stays.",
        (batches, request, context) => batches.ChangeAsync(context.User, context.Actor, request, context.Cancellation)
    )
    {
        Access = Access.Write,
        Route = OperationRoute.Post("/batches/{batch_id}") with { Body = typeof(BatchChange) },
        Tool = new() { Profile = ToolProfile.Review, Shows = ["batch_id", "state", "total"] },
        Examples = ["""{"batch_id":"<batch>","action":"cancel"}"""],
        Shapes = () => ChangeBatchShapes.Default,
    };
}

public partial record struct BatchesArea
{
    public Task<BatchView> ChangeAsync(ChangeBatch request, CancellationToken ct) =>
        Strata.InvokeAsync(BatchesModule.Change, request, progress: null, ct);
}
