namespace Strata.Rendering;

/// <summary>Writes documents one after another; each of several begins with its title as a heading.</summary>
internal sealed class MarkdownRenderer(Stream to) : ISourceRenderer
{
    private const int MaxNotes = 100_000;

    private readonly StreamWriter _writer = new(to, leaveOpen: true);
    private readonly Dictionary<string, FootnoteReferences> _notes = new(StringComparer.Ordinal);
    private MarkdownText? _text;
    private (string DocumentId, FootnoteReferences Marks)? _looking;
    private int _noted;
    private bool _any;

    public bool LooksAhead => true;

    public void Look(string documentId, Block block)
    {
        if (_looking?.DocumentId != documentId)
        {
            Settle();
            _looking = (documentId, new());
        }
        _looking.Value.Marks.Look(block);
    }

    public void Begin(string documentId, ParsedDocument document)
    {
        Settle();
        if (_any)
        {
            _writer.Write('\n');
        }
        _text = new MarkdownText(_writer, _notes.Remove(documentId, out var notes) ? notes : null);
        if (document.Part.Length > 0)
        {
            _text.Write(new Block(0, BlockType.Heading, default, document.Title ?? document.Part) { Level = 1 });
        }
        _any = true;
    }

    public void Write(Block block, string? raw) => _text?.Write(block);

    public void EndDocument(ReadStatus read)
    {
        if (read.Remark is { } remark)
        {
            _text?.Write(new Block(0, BlockType.Paragraph, default, remark));
        }
        _text?.End();
        _writer.Write('\n');
    }

    public void End() => _writer.Flush();

    public void Dispose() => _writer.Dispose();

    /// <summary>Holds what was seen of a document until it is written.</summary>
    private void Settle()
    {
        if (_looking is var (id, marks) && marks.Settle() is > 0 and var notes && _noted + notes <= MaxNotes)
        {
            _noted += notes;
            _notes[id] = marks;
        }
        _looking = null;
    }
}
