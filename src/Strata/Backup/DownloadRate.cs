namespace Strata.Backup;

/// <summary>How slowly a backup may be read: it keeps a transaction open.</summary>
internal sealed class DownloadRate(TimeProvider time)
{
    /// <summary>Bytes per second that the reader must take on average.</summary>
    private const int Min = 128 << 10;

    /// <summary>Allowed delay beyond that in total, and for a single write.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private TimeSpan _waited;

    /// <param name="before">Bytes taken before this write.</param>
    /// <exception cref="StrataException">RATE_LIMITED: the reader is too slow.</exception>
    public async Task TakeAsync(long before, Func<CancellationToken, ValueTask> write, CancellationToken ct)
    {
        var left = Patience + TimeSpan.FromSeconds((double)before / Min) - _waited;
        using var slow = new CancellationTokenSource(TimeSpan.FromTicks(Math.Clamp(left.Ticks, 0, Patience.Ticks)), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(slow.Token, ct);
        var began = time.GetTimestamp();
        try
        {
            await write(either.Token);
        }
        catch (OperationCanceledException) when (slow.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            throw new StrataException(
                ErrorCode.RateLimited,
                $"The backup was read at less than {Min >> 10} KiB per second, too slow for the transaction that it keeps open."
            );
        }
        finally
        {
            _waited += time.GetElapsedTime(began);
        }
    }
}
