namespace Strata.Rendering;

/// <summary>Writes the texts of the blocks, separated by line feeds, as in a rendered document's own text.</summary>
internal sealed class TextRenderer(Stream to) : ISourceRenderer
{
    private readonly StreamWriter _writer = new(to, leaveOpen: true);
    private bool _any;

    public void Begin(string documentId, ParsedDocument document) { }

    public void Write(Block block, string? raw) => Write(block.Text);

    public void EndDocument(ReadStatus read)
    {
        if (read.Remark is { } remark)
        {
            Write(remark);
        }
    }

    public void End() => _writer.Flush();

    public void Dispose() => _writer.Dispose();

    private void Write(string text)
    {
        _writer.Write(_any ? RenderedText.Separator : "");
        _writer.Write(text);
        _any = true;
    }
}
