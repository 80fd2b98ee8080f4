using Strata.Operations;

namespace Strata.Backup;

/// <summary>Writes users' backups.</summary>
/// <param name="record">Records the backup in the audit log, before it is written, so that the backup includes the entry.</param>
internal sealed class BackupService(BackupWriter backups, TimeProvider time, Func<UserId, string, CancellationToken, Task> record)
{
    private readonly ConcurrencyLimit _turns = new("A backup");

    public async Task<BackupReport> WriteAsync(
        UserId user,
        string actor,
        Stream destination,
        IProgress<Progress>? progress,
        CancellationToken ct
    )
    {
        await record(user, actor, ct);
        return await backups.WriteAsync(user, destination, progress, ct);
    }

    /// <summary>Returns a backup that is written while it is read.</summary>
    /// <exception cref="StrataException">RATE_LIMITED: a backup of the user is being written already, or too many are.</exception>
    public Download Open(OperationContext context)
    {
        var turn = _turns.Take(context.User);
        return new(
            "application/zip",
            BackupModule.FileName(context.User, time.GetUtcNow()),
            new PipedContent(WriteAsync, context.Cancellation)
        );

        async Task WriteAsync(Stream destination, CancellationToken ct)
        {
            using (turn)
            {
                await using var file = new DeferredWrites(destination, time);
                await this.WriteAsync(context.User, context.Actor, file, context.Progress, ct);
                await file.FlushAsync(ct);
            }
        }
    }
}
