using Strata.Operations;

namespace Strata.Blobs;

public static partial class BlobsModule
{
    /// <summary>Hours that bytes without a reference are kept, unless a request says otherwise.</summary>
    public const double DefaultGraceHours = 24;

    public static readonly Operation<SweepRequest, SweepReport> Sweep = new Operation<BlobSweep, SweepRequest, SweepReport>(
        "sweep_blobs",
        "Finds, or with delete removes, bytes in the blob store that nothing refers to.",
        (sweep, request, context) =>
            sweep.RunAsync(context.Writes, request, detail => context.RecordAsync("sweep_blobs", detail), context.Cancellation)
    )
    {
        Access = Access.Admin,
        Cost = Cost.Expensive,
        Route = OperationRoute.Post("/blobs/sweep"),
        Examples = ["""{"delete":true}"""],
    };
}

public partial record struct BlobsArea
{
    public Task<SweepReport> SweepAsync(SweepRequest request, CancellationToken ct) =>
        Strata.InvokeAsync(BlobsModule.Sweep, request, progress: null, ct);
}
