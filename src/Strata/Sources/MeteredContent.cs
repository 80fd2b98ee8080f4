using Strata.Accounts;
using Strata.Blobs.Backends;

namespace Strata.Sources;

/// <summary>Content that reserves storage as it is read, and throws when the quota is reached.</summary>
/// <param name="isAnswered">
/// Whether an earlier attempt at the request has been answered meanwhile, so that this one needs no reservation.
/// </param>
internal sealed class MeteredContent(Stream content, StorageReservation reservation, Func<Task<bool>> isAnswered) : ForwardStream
{
    private long _read;
    private bool _isFree;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await content.ReadAsync(buffer, cancellationToken);
        _read += count;
        try
        {
            // If the length is known, reserve all of it at once.
            await (
                _isFree
                    ? Task.CompletedTask
                    : reservation.ReachAsync(
                        _read > StorageReservation.Small && content.CanSeek ? Math.Max(_read, content.Length) : _read,
                        cancellationToken
                    )
            );
        }
        catch (StrataException e) when (e.Quota is not null)
        {
            if (!(_isFree = await isAnswered()))
            {
                throw;
            }
        }
        return count;
    }
}
