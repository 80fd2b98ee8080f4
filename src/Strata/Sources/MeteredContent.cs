using Strata.Accounts;
using Strata.Blobs.Backends;

namespace Strata.Sources;

/// <summary>Content that is read only as far as there is room for it.</summary>
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
            // Where the length is known, all of it is asked for at once.
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
