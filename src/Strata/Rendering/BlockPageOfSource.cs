using Strata.Documents;

namespace Strata.Rendering;

/// <summary>One page of a source's blocks; the cursor counts through all its documents.</summary>
internal sealed class BlockPageOfSource(BlockQuery query) : ISourceRenderer
{
    private readonly int _limit = Paging.Limit(query.Limit);
    private readonly long _first = Paging.Number(query.Cursor);
    private readonly BlockType? _type = query.Type is { } name ? BlockViews.TypeOf(name) : null;
    private readonly List<BlockView> _found = [];
    private string _documentId = "";
    private string _locatorIn = DocumentRecord.InSource;
    private long _number;
    private long? _next;

    public bool IsFull => _next is not null;

    public Page<BlockView> Page => new(_found, _next?.ToString(CultureInfo.InvariantCulture));

    public void Begin(string documentId, ParsedDocument document) =>
        (_documentId, _locatorIn) = (documentId, document.IsRendered ? DocumentRecord.InText : DocumentRecord.InSource);

    public ByteRange? Asked(Block block) => _found.Count < _limit && IsWanted(block) ? BlockViews.InSource(block, _locatorIn) : null;

    public void Write(Block block, string? raw)
    {
        var isWanted = IsWanted(block);
        var number = _number++;
        if (!isWanted)
        {
            return;
        }
        if (_found.Count == _limit)
        {
            _next = number;
            return;
        }
        _found.Add(BlockViews.Of(block, _documentId, _locatorIn, raw));
    }

    public void EndDocument(ReadStatus read) { }

    public void End() { }

    public void Dispose() { }

    private bool IsWanted(Block block) => _number >= _first && DocumentQueries.Matches(block, _type, query);
}
