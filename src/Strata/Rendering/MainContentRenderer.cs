namespace Strata.Rendering;

/// <summary>Passes on only the main content.</summary>
internal sealed class MainContentRenderer(ISourceRenderer shown) : ISourceRenderer
{
    public bool LooksAhead => shown.LooksAhead;

    public bool IsFull => shown.IsFull;

    public void Look(string documentId, Block block)
    {
        if (IsMain(block))
        {
            shown.Look(documentId, block);
        }
    }

    public void Begin(string documentId, ParsedDocument document) => shown.Begin(documentId, document);

    public ByteRange? Asked(Block block) => IsMain(block) ? shown.Asked(block) : null;

    public void Write(Block block, string? raw)
    {
        if (IsMain(block))
        {
            shown.Write(block, raw);
        }
    }

    public void EndDocument(ReadStatus read) => shown.EndDocument(read);

    public void End() => shown.End();

    public void Dispose() => shown.Dispose();

    private static bool IsMain(Block block) => block.Traits is not { IsBeside: true };
}
