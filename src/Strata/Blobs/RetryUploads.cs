using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Blobs;

public sealed record RetryUploads { }

[JsonSerializable(typeof(RetryUploads))]
internal sealed partial class RetryUploadsShapes : JsonSerializerContext;

public static partial class BlobsModule
{
    public static readonly Operation<RetryUploads, UploadsRetried> RetryUploads = new Operation<BlobService, RetryUploads, UploadsRetried>(
        "retry_uploads",
        "Uploads at once what waits in the database because the blob store failed.",
        (blobs, request, context) => blobs.RetryAsync(context.User, context.Actor, context.Cancellation)
    )
    {
        Access = Access.Write,
        Records = true,
        Route = OperationRoute.Post("/blobs/retry") with { HasBody = false },
        Examples = ["""{}"""],
        Shapes = () => RetryUploadsShapes.Default,
    };
}

public partial record struct BlobsArea
{
    public Task<UploadsRetried> RetryUploadsAsync(CancellationToken ct) =>
        Strata.InvokeAsync(BlobsModule.RetryUploads, new(), progress: null, ct);
}
