using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Backup;

public sealed record DownloadBackup;

[JsonSerializable(typeof(DownloadBackup))]
internal sealed partial class DownloadBackupShapes : JsonSerializerContext;

public static partial class BackupModule
{
    public static readonly Operation<DownloadBackup, Download> Download = new Operation<BackupService, DownloadBackup, Download>(
        "backup",
        "All that the user has as one file (ZIP), which strata restore takes in, on either engine; written while it is sent.",
        (backups, _, context) => Task.FromResult(backups.Open(context))
    )
    {
        Access = Access.Admin,
        Cost = Cost.Expensive,
        Route = OperationRoute.Get("/backup"),
        Examples = ["{}"],
        Shapes = () => DownloadBackupShapes.Default,
    };

    internal static string FileName(UserId user, DateTimeOffset now) =>
        string.Create(CultureInfo.InvariantCulture, $"{user}-{now:yyyy-MM-dd}.strata.zip");
}

public partial record struct BackupArea
{
    /// <summary>Writes all of the user's data as one file that <c>strata restore</c> reads. Returns its size in bytes.</summary>
    /// <param name="destination">Write-only. Discard what was written if this throws.</param>
    /// <exception cref="StrataException">STORAGE_*: blobs are unavailable or damaged.</exception>
    /// <exception cref="StrataException">
    /// RATE_LIMITED: a backup of the user is being written already, too many are, or the destination is too slow.
    /// </exception>
    public async Task<long> WriteAsync(Stream destination, IProgress<Progress>? progress, CancellationToken ct)
    {
        var backup = await Strata.InvokeAsync(BackupModule.Download, new(), progress, ct);
        await using var content = backup.Content;
        var buffer = new byte[1 << 16];
        long written = 0;
        while (await content.ReadAsync(buffer, ct) is > 0 and var count)
        {
            await destination.WriteAsync(buffer.AsMemory(0, count), ct);
            written += count;
        }
        return written;
    }
}
