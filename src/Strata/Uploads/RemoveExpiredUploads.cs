using Strata.Jobs;

namespace Strata.Uploads;

/// <summary>Removes the files of uploads that nobody finished in time, on this machine.</summary>
internal sealed class RemoveExpiredUploads(UploadService uploads) : IRecoveryStep
{
    public TimeSpan Every => TimeSpan.FromMinutes(10);

    public Task<RecoveryResult> RunAsync(CancellationToken ct) => Task.FromResult(new RecoveryResult(uploads.RemoveExpired()));
}
