namespace Strata.Cli.Remote;

internal sealed partial class RemoteStrata
{
    public Task<BlobsReport> VerifyBlobsAsync(IProgress<Progress>? progress, CancellationToken ct) =>
        FollowAsync<BlobsReport>(new Query($"blobs/verify"), progress, ct);

    public Task<UploadsRetried> RetryUploadsAsync(CancellationToken ct) =>
        PostAsync<UploadsRetried>(new Query($"blobs/retry"), null, null, ct);

    public Task<SweepReport> SweepBlobsAsync(SweepRequest request, CancellationToken ct) =>
        PostAsync<SweepReport>(new Query($"blobs/sweep"), Body(request), null, ct);
}
