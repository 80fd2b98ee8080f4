using Strata.Database;

namespace Strata.Documents;

/// <summary>Maps ranges of rendered documents to places in the original: page and box, sheet and cells, part and path.</summary>
internal sealed class PlaceFinder(UserConnection connection)
{
    private const int MaxPlaces = 32;
    private const int MaxPages = 4;

    /// <summary>Number of unpacked pages cached: successive ranges are usually close.</summary>
    private const int MaxKept = 2 * MaxPages;

    private readonly Dictionary<(long Document, long FirstBlock), IReadOnlyList<Block>> _read = [];

    /// <summary>
    /// Returns the first <see cref="MaxPlaces"/> in text order; null for documents whose ranges refer to the source itself.
    /// </summary>
    public async Task<IReadOnlyList<PlaceView>?> OfAsync(DocumentRecord? document, ByteRange range) =>
        (await WithParentAsync(document, range)).Places;

    /// <summary>
    /// Returns these, and the places of the whole blocks that the range is in, one for each page or sheet: of a cell its row, of a word its
    /// line or paragraph. They are null if the blocks have neither boxes nor cells.
    /// </summary>
    public async Task<(IReadOnlyList<PlaceView>? Places, IReadOnlyList<PlaceView>? Parent)> WithParentAsync(
        DocumentRecord? document,
        ByteRange? range
    )
    {
        if (document is not { IsRendered: 1 } || range is not { } at)
        {
            return (null, null);
        }
        var blocks = await BlocksAsync(document, at);
        var spans = blocks.SelectMany(b => b.Spans).Where(s => s.Range.Length > 0 && s.Range.Start < at.End && s.Range.End > at.Start);
        var around = EnclosingPlaces.Of(
            blocks.Where(b => b.Range.Start < at.End && b.Range.End > at.Start).SelectMany(b => b.Spans).Select(s => s.Place)
        );
        return (Views(spans.Select(s => s.Place)), around.Count == 0 ? null : Views(around));
    }

    /// <summary>Returns the blocks of a rendered document's pages that the range touches, without texts.</summary>
    public async Task<IReadOnlyList<Block>> BlocksAsync(DocumentRecord document, ByteRange range)
    {
        var pages = await connection.QueryAsync<StoredPage>(
            $"""
            select {StoredPage.Columns} from block_pages
            where user_id = @user and document_no = @documentNo and byte_start < @end and byte_start >= (
                select coalesce(max(byte_start), 0) from block_pages
                where user_id = @user and document_no = @documentNo and byte_start <= @start)
            order by byte_start limit @limit
            """,
            new
            {
                documentNo = document.DocumentNo,
                start = range.Start,
                end = Math.Max(range.End, range.Start + 1),
                limit = (long)MaxPages,
            }
        );
        return [.. (await ArchivedPages.WholeAsync(connection, document.DocumentNo, pages)).SelectMany(p => Blocks(document, p))];
    }

    /// <summary>Returns the first <see cref="MaxPlaces"/> distinct ones.</summary>
    public static IReadOnlyList<PlaceView> Views(IEnumerable<Place> places) => [.. places.Distinct().Take(MaxPlaces).Select(View)];

    private static PlaceView View(Place place) =>
        new()
        {
            Part = place.Part,
            Path = place.Path,
            Bytes = place.Bytes is { } bytes ? new ByteLocator(bytes.Start, bytes.Length) : null,
            Page = place.Page,
            Box = place.Box is { } box ? new BoxView(box.Left, box.Top, box.Width, box.Height, box.PageWidth, box.PageHeight) : null,
            Sheet = place.Sheet,
            Cells = place.Cells,
        };

    // Only spans are needed, so the text is not read.
    private IReadOnlyList<Block> Blocks(DocumentRecord document, StoredPage page)
    {
        var key = (document.DocumentNo, page.FirstBlock);
        if (_read.TryGetValue(key, out var known))
        {
            return known;
        }
        if (_read.Count == MaxKept)
        {
            _read.Clear();
        }
        return _read[key] = page.Blocks([], Encodings.Get(document.Encoding));
    }
}
