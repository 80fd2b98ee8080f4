using System.Buffers;

namespace Strata.Uploads;

/// <summary>An upload that one request alone works on, until disposed.</summary>
public sealed class OpenUpload : IAsyncDisposable
{
    private const int BufferSize = 1 << 20;

    private readonly UploadFolder _folder;
    private readonly UserId _user;
    private readonly FileStream? _part;
    private readonly TimeProvider _time;
    private readonly Action? _left;
    private readonly CancellationTokenSource _another = new();

    /// <param name="part">Its bytes, locked; null: it is done.</param>
    /// <param name="left">Called before the lock is given back.</param>
    internal OpenUpload(UploadFolder folder, UserId user, Upload state, FileStream? part, TimeProvider time, Action? left = null)
    {
        (_folder, _user, State, _part, _time, _left) = (folder, user, state, part, time, left);
        if (part is not null)
        {
            Keep(part);
        }
    }

    public Upload State { get; private set; }

    /// <summary>Whether all bytes are here.</summary>
    public bool IsWhole => _part is null || _part.Length == State.Length;

    /// <summary>
    /// Adds bytes behind the first <paramref name="offset"/> of them. What came is on disk when this returns or throws because the caller
    /// breaks off.
    /// </summary>
    /// <param name="offset">That of the state, or all bytes where they are here.</param>
    /// <exception cref="OperationCanceledException">Also where another request goes on with the upload.</exception>
    /// <exception cref="StrataException">FILE_TOO_LARGE: more than the length; none of it is kept. STORAGE_PENDING: the disk fails.</exception>
    public async Task AppendAsync(long offset, Stream content, CancellationToken ct)
    {
        if (_part is not { } part)
        {
            return;
        }
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, _another.Token);
        try
        {
            part.SetLength(offset);
            part.Position = offset;
            while (await content.ReadAsync(buffer.AsMemory(0, BufferSize), stop.Token) is > 0 and var count)
            {
                if (part.Position + count > State.Length)
                {
                    part.SetLength(offset);
                    throw new StrataException(
                        ErrorCode.FileTooLarge,
                        $"These bytes exceed the length of the upload, {State.Length}. None of them is kept."
                    );
                }
                await part.WriteAsync(buffer.AsMemory(0, count), CancellationToken.None);
            }
        }
        catch (Exception e) when (IsOfDisk(e))
        {
            throw UploadService.NoRoom(e);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            Keep(part);
        }
    }

    /// <summary>All bytes, from the first on; valid until this is disposed.</summary>
    public Stream Read()
    {
        var part = _part ?? throw new InvalidOperationException("The bytes of an upload that is done are those of its source.");
        part.Position = 0;
        return part;
    }

    /// <summary>Notes what became of the upload, and removes its bytes here.</summary>
    public async Task CompleteAsync(JsonElement result)
    {
        State = State with { Result = result, Offset = State.Length };
        _folder.NoteDone(_user, State, _time.GetUtcNow());
        await DisposeAsync();
        _folder.RemoveOpen(_user, State.UploadId);
    }

    public async Task RemoveAsync()
    {
        await DisposeAsync();
        _folder.Remove(_user, State.UploadId);
    }

    public async ValueTask DisposeAsync()
    {
        if (_part is not null)
        {
            _left?.Invoke();
            await _part.DisposeAsync();
        }
    }

    /// <summary>Ends waiting for bytes; what came stays.</summary>
    internal void GiveWay() => _another.Cancel();

    private void Keep(FileStream part)
    {
        try
        {
            part.Flush(flushToDisk: true);
        }
        catch (IOException e)
        {
            throw UploadService.NoRoom(e);
        }
        State = State with { Offset = Math.Min(part.Length, State.Length - 1) };
    }

    private static bool IsOfDisk(Exception e) => e is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException;
}
