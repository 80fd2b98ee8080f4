using Strata.Blobs;
using Strata.Users;

namespace Strata.Sources;

/// <summary>Content that is read only as far as there is room for it.</summary>
internal sealed class MeteredContent(Stream content, StorageRoom room) : ForwardStream
{
    private long _read;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await content.ReadAsync(buffer, cancellationToken);
        _read += count;
        // Where the length is known, all of it is asked for at once.
        await room.ReachAsync(_read > StorageRoom.Small && content.CanSeek ? Math.Max(_read, content.Length) : _read, cancellationToken);
        return count;
    }
}
