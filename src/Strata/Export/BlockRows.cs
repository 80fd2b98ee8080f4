using System.Runtime.CompilerServices;
using Strata.Blobs;
using Strata.Database;
using Strata.Documents;
using Strata.Documents.Programs;
using Strata.Ledger;
using Strata.Rendering;

namespace Strata.Export;

/// <summary>Reads the blocks of a source, document by document: as stored, or parsed anew where it was never read.</summary>
internal sealed class BlockRows(IDatabase database, BlobStore blobs, BlockAnnotations annotations)
{
    private const int Batch = 512;

    public async IAsyncEnumerable<IReadOnlyList<BlockRow>> ReadAsync(
        UserId user,
        ExportedSource source,
        ReadPoint point,
        ExportRequest request,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var isRead = false;
        foreach (var document in source.Documents)
        {
            isRead = true;
            await foreach (var rows in StoredAsync(user, source.Source, document, point, request, ct))
            {
                yield return rows;
            }
        }
        if (!isRead)
        {
            await foreach (var rows in ParsedAsync(user, source.Source, ct))
            {
                yield return rows;
            }
        }
    }

    public async IAsyncEnumerable<IReadOnlyList<BlockRow>> StoredAsync(
        UserId user,
        SourceRecord source,
        DocumentRecord document,
        ReadPoint point,
        ExportRequest request,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var encoding = Encodings.Get(document.Encoding);
        var isEmpty = document is { IsRendered: 1, TextDigest.Length: 0 };
        await using Stream text = isEmpty
            ? Stream.Null
            : await blobs.OpenFileAsync(user, DocumentRecord.BytesOf(document, source.Digest), ct);
        var next = 0L;
        while (await database.ReadAsync(user, c => StoredDocuments.PagesAsync(c, document.DocumentNo, next), ct) is { Count: > 0 } pages)
        {
            foreach (var page in pages)
            {
                var bytes = SourceSlices.ReadBytes(text, new ByteRange(page.ByteStart, page.ByteEnd - page.ByteStart));
                var blocks = page.Blocks(bytes, encoding);
                yield return await RowsAsync(user, source, document, blocks, point, request, ct);
            }
            next = pages[^1].FirstBlock + pages[^1].BlockCount;
        }
    }

    private async Task<IReadOnlyList<BlockRow>> RowsAsync(
        UserId user,
        SourceRecord source,
        DocumentRecord document,
        IReadOnlyList<Block> blocks,
        ReadPoint point,
        ExportRequest request,
        CancellationToken ct
    )
    {
        if (blocks.Count == 0)
        {
            return [];
        }
        var range = ((long)blocks[0].Index, (long)blocks[^1].Index);
        var (values, staged) = await database.ReadAsync(
            user,
            async connection =>
                (
                    await annotations.StandingAsync(connection, document.DocumentNo, range, point, request.Provenance),
                    request.Include.Contains(ExportRequest.Staged, StringComparer.Ordinal)
                        ? await BlockAnnotations.StagedAsync(connection, source.SourceNo, document.DocumentNo, range, point.Seq)
                        : null
                ),
            ct
        );
        var locatorIn = DocumentRecord.LocatorIn(document);
        return
        [
            .. blocks.Select(b => new BlockRow(
                source.SourceId,
                BlockViews.Of(b, document.DocumentId, locatorIn, raw: null),
                values.GetValueOrDefault(b.Index),
                staged?.GetValueOrDefault(b.Index)
            )),
        ];
    }

    /// <exception cref="StrataException">UNSUPPORTED_MEDIA_TYPE; INTERPRETATION_FAILED: nothing of it can be read.</exception>
    private async IAsyncEnumerable<IReadOnlyList<BlockRow>> ParsedAsync(
        UserId user,
        SourceRecord source,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        if (Parsers.For(source.MediaType) is not { } usual)
        {
            throw new StrataException(ErrorCode.UnsupportedMediaType, UnreadFormat.Reason(source.MediaType));
        }
        var parser = Conversions.Here(usual);
        await using var bytes = await blobs.OpenFileAsync(user, source.Digest, ct);
        await using var converted = parser.Conversion is { } conversion
            ? await Conversions.ConvertAsync(conversion, bytes, source.MediaType, progress: null, ct)
            : null;
        await using var content = new BufferedStream(converted?.Content ?? bytes, 1 << 20);
        var (found, unread) = (false, (string?)null);
        foreach (var document in ParseTime.Parse(parser, content, source.FileName, TimeProvider.System, ct))
        {
            var id = Ids.Document(user, source.Digest, parser.Id, parser.Version, document.Part);
            var locatorIn = document.IsRendered ? DocumentRecord.InText : DocumentRecord.InSource;
            foreach (var blocks in document.Blocks.Chunk(Batch))
            {
                found = true;
                yield return [.. blocks.Select(b => new BlockRow(source.SourceId, BlockViews.Of(b, id, locatorIn, raw: null), null, null))];
            }
            unread ??= ReadStatus.Of(document) is { Complete: false, Diagnostics: [.., var last] } ? last : null;
        }
        if (!found && unread is not null)
        {
            throw new StrataException(ErrorCode.InterpretationFailed, unread);
        }
    }
}
