using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Blobs;

public sealed record VerifyBlobs { }

[JsonSerializable(typeof(VerifyBlobs))]
internal sealed partial class VerifyBlobsShapes : JsonSerializerContext;

public static partial class BlobsModule
{
    public static readonly Operation<VerifyBlobs, BlobsReport> Verify = new Operation<BlobService, VerifyBlobs, BlobsReport>(
        "verify_blobs",
        "Reads every blob from the blob store and compares its digest.",
        (blobs, request, context) => blobs.VerifyAsync(context.User, context.Progress, context.Cancellation)
    )
    {
        Cost = Cost.Expensive,
        ReportsProgress = true,
        OneAtATime = "A check of all bytes",
        Route = OperationRoute.Post("/blobs/verify") with { HasBody = false },
        Examples = ["""{}"""],
        Shapes = () => VerifyBlobsShapes.Default,
    };
}

public partial record struct BlobsArea
{
    public Task<BlobsReport> VerifyAsync(IProgress<Progress>? progress, CancellationToken ct) =>
        Strata.InvokeAsync(BlobsModule.Verify, new(), progress, ct);
}
