namespace Strata.Cli.Remote;

internal sealed partial class RemoteStrata
{
    public async Task<long> BackupAsync(Stream destination, IProgress<Progress>? progress, CancellationToken ct)
    {
        using var response = await http.GetAsync(new Query($"backup").ToString(), HttpCompletionOption.ResponseHeadersRead, ct);
        await EnsureSuccessAsync(response, ct);
        await using var content = await response.Content.ReadAsStreamAsync(ct);
        var buffer = new byte[1 << 16];
        long written = 0;
        while (await content.ReadAsync(buffer, ct) is > 0 and var count)
        {
            await destination.WriteAsync(buffer.AsMemory(0, count), ct);
            written += count;
            progress?.Report(new Progress("receiving", written, null, Progress.Bytes));
        }
        return written;
    }
}
