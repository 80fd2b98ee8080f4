using MailKit;
using Strata.Blobs.Backends;

namespace Strata.Feeds;

/// <summary>The bytes of a message, fetched piece by piece (BODY.PEEK[]&lt;offset.count&gt;), which marks nothing as read.</summary>
internal sealed class MessageContent(MailboxConnection connection, UniqueId uid) : ForwardStream
{
    private const int Piece = 1 << 20;

    private Stream? _piece;
    private int _offset;
    private bool _isLast;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (buffer.Length > 0)
        {
            if (_piece is { } piece && await piece.ReadAsync(buffer, cancellationToken) is > 0 and var read)
            {
                return read;
            }
            await (_piece?.DisposeAsync() ?? ValueTask.CompletedTask);
            _piece = null;
            if (_isLast)
            {
                return 0;
            }
            _piece = await connection.AskAsync(Piece, (folder, ct) => folder.GetStreamAsync(uid, _offset, Piece, ct), cancellationToken);
            _isLast = _piece.Length < Piece;
            _offset = checked(_offset + (int)_piece.Length);
        }
        return 0;
    }

    public override async ValueTask DisposeAsync()
    {
        await (_piece?.DisposeAsync() ?? ValueTask.CompletedTask);
        await base.DisposeAsync();
    }
}
