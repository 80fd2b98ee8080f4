using Strata.Blobs;
using Strata.Database;
using Strata.Documents;
using Strata.Parsing.Html;

namespace Strata.Rendering;

/// <summary>Maps the text made of an HTML page to the page's own source.</summary>
/// <param name="digest">The source's.</param>
internal sealed class PageSource(UserConnection connection, BlobStore blobs, DocumentRecord document, string digest) : IDisposable
{
    private readonly PlaceFinder _places = new(connection);
    private BlobReader? _text;
    private BlobReader? _source;

    /// <summary>
    /// Returns the place of a value in the source, and another value as it is written there. Null if no single text of the page contains
    /// it: part of it is a tag, or was moved by the tree builder.
    /// </summary>
    public async Task<(ByteRange Range, string Written)?> FindAsync(ByteRange value, string other)
    {
        var spans = (await _places.BlocksAsync(document, value)).SelectMany(b => b.Spans);
        var span = spans.FirstOrDefault(s => s.Range.Start <= value.Start && s.Range.End >= value.End);
        if (span.Place is not { Part: null, Bytes: { } bytes })
        {
            return null;
        }
        _text ??= await blobs.ReaderAsync(connection, DocumentRecord.BytesOf(document, digest));
        _source ??= await blobs.ReaderAsync(connection, digest);
        var encoding = DocumentRecord.EncodingOfSource(document);
        var source = encoding.GetString(_source.Read(bytes.Start, bytes.Length));
        var before = Text(span.Range.Start, value.Start).Length;
        return
            HtmlText.Find(source, Text(span.Range.Start, span.Range.End), before, Text(value.Start, value.End).Length) is var (start, end)
            ? (
                new ByteRange(
                    bytes.Start + encoding.GetByteCount(source.AsSpan(0, start)),
                    encoding.GetByteCount(source.AsSpan(start, end - start))
                ),
                HtmlText.Encode(other)
            )
            : null;

        string Text(long from, long to) => Encodings.Get(document.Encoding).GetString(_text.Read(from, to - from));
    }

    public void Dispose()
    {
        _text?.Dispose();
        _source?.Dispose();
    }
}
