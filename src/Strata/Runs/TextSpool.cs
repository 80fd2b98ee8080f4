using System.IO.Pipelines;
using Strata.Blobs;

namespace Strata.Runs;

/// <summary>Writes the text of a rendered document to a blob while the document is parsed.</summary>
internal sealed class TextSpool(BlobStore blobs, UserId user, RunDocument document) : IAsyncDisposable
{
    private Pipe? _pipe;
    private Task<StoredBlob>? _kept;

    public RunDocument Document => document;

    public async Task WriteAsync(RunChunk chunk, CancellationToken ct)
    {
        foreach (var page in chunk.Pages)
        {
            if (page.Text is not { Length: > 0 } text)
            {
                continue;
            }
            if (_pipe is null)
            {
                _pipe = new Pipe();
                _kept = KeepAsync(_pipe.Reader.AsStream(), ct);
            }
            var flushed = await _pipe.Writer.WriteAsync(text, ct);
            if (flushed.IsCompleted)
            {
                break;
            }
        }
    }

    private async Task<StoredBlob> KeepAsync(Stream text, CancellationToken ct)
    {
        // Disposing completes the reader, so the writer doesn't wait for one that has failed.
        await using (text)
        {
            return await blobs.KeepAsync(user, text, long.MaxValue, progress: null, ct);
        }
    }

    /// <summary>Completes the text and returns its blob; null if it is empty.</summary>
    public async Task<StoredBlob?> EndAsync()
    {
        if (_pipe is null || _kept is null)
        {
            return null;
        }
        await _pipe.Writer.CompleteAsync();
        return await _kept;
    }

    /// <summary>Discards an incomplete text.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_pipe is not null && _kept is { IsCompleted: false })
        {
            await _pipe.Writer.CompleteAsync(new OperationCanceledException("The document was not parsed to its end."));
            await ((Task)_kept).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
