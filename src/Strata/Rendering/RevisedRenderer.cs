using Strata.Documents;

namespace Strata.Rendering;

/// <summary>Passes on blocks with other texts in place of theirs, and leaves out those that have none.</summary>
internal sealed class RevisedRenderer(ISourceRenderer shown, IReadOnlyList<BlockText> texts, Action<TextChange> changed) : ISourceRenderer
{
    private readonly Dictionary<(string, int), BlockText> _texts = texts.ToDictionary(t => (t.Document.DocumentId, t.Block));
    private string _documentId = "";

    public bool LooksAhead => shown.LooksAhead;

    public void Look(string documentId, Block block) => shown.Look(documentId, block);

    public void Begin(string documentId, ParsedDocument document)
    {
        _documentId = documentId;
        shown.Begin(documentId, document);
    }

    public void Write(Block block, string? raw)
    {
        if (!_texts.TryGetValue((_documentId, block.Index), out var revision))
        {
            shown.Write(block, raw);
            return;
        }
        changed(
            new TextChange
            {
                Locator = new ByteLocator(block.Range.Start, block.Range.Length),
                NewLocator = new ByteLocator(0, 0),
                Before = block.Text,
                After = revision.Text,
                Block = block.Index,
                EntityId = revision.EntityId,
                Field = revision.Field,
            }
        );
        if (revision.Text.Length > 0)
        {
            // Cells and fields would say what it no longer reads.
            shown.Write(block with { Text = revision.Text, Cells = [], Fields = [] }, raw: null);
        }
    }

    public void EndDocument(ReadStatus read) => shown.EndDocument(read);

    public void End() => shown.End();

    public void Dispose() => shown.Dispose();
}
