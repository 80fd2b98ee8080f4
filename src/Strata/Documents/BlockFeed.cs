using System.Collections.Concurrent;
using Strata.Database;

namespace Strata.Documents;

/// <summary>Blocks of a stored document, read ahead from the database while an interpreter consumes them.</summary>
/// <param name="text">The document's own text; used by this reader alone.</param>
internal sealed class BlockFeed(IDatabase database, UserId user, DocumentRecord document, Stream text, CancellationToken ct)
    : IAsyncDisposable
{
    private const int PagesAhead = 8;

    private readonly BlockingCollection<IReadOnlyList<Block>> _pages = [];
    private readonly SemaphoreSlim _free = new(PagesAhead);
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
    private Task _filling = Task.CompletedTask;
    private Exception? _failure;

    /// <summary>Enumerable once; reading begins then.</summary>
    public IEnumerable<Block> Blocks
    {
        get
        {
            _filling = Task.Run(FillAsync, CancellationToken.None);
            foreach (var page in _pages.GetConsumingEnumerable(_stop.Token))
            {
                _free.Release();
                foreach (var block in page)
                {
                    yield return block;
                }
            }
            if (_failure is { } failure)
            {
                throw new IOException($"The blocks of '{document.DocumentId}' can't be read back: {failure.Message}", failure);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _filling;
        _pages.Dispose();
        _free.Dispose();
        _stop.Dispose();
    }

    private async Task FillAsync()
    {
        var encoding = Encodings.Get(document.Encoding);
        try
        {
            long next = 0;
            while (
                await database.ReadAsync(user, c => StoredDocuments.PagesAsync(c, document.DocumentNo, next), _stop.Token)
                    is { Count: > 0 } pages
            )
            {
                foreach (var page in pages)
                {
                    await _free.WaitAsync(_stop.Token);
                    var bytes = SourceSlices.ReadBytes(text, new ByteRange(page.ByteStart, page.ByteEnd - page.ByteStart));
                    _pages.Add(page.Blocks(bytes, encoding), _stop.Token);
                }
                next = pages[^1].FirstBlock + pages[^1].BlockCount;
            }
        }
        catch (Exception e)
        {
            _failure = e;
        }
        _pages.CompleteAdding();
    }
}
