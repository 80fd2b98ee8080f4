using Strata.Documents;

namespace Strata.Rendering;

/// <summary>One of the forms in which a source can be shown.</summary>
internal interface ISourceRenderer : IDisposable
{
    /// <summary>Whether <see cref="Look"/> needs all blocks before they are written.</summary>
    bool LooksAhead => false;

    void Look(string documentId, Block block) { }

    /// <summary>Whether nothing more is needed.</summary>
    bool IsFull => false;

    void Begin(string documentId, ParsedDocument document);

    /// <summary>Place of the block's own source text if it is needed; null avoids opening the source.</summary>
    ByteRange? Asked(Block block) => null;

    /// <param name="raw">The block's own source text; null unless <see cref="Asked"/> for.</param>
    void Write(Block block, string? raw);

    void EndDocument(ReadStatus read);

    void End();
}

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

/// <summary>
/// <c>{"source_id": …, "documents": [{"document_id": …, "blocks": […], "complete": true}]}</c>, blocks as REST lists them.
/// </summary>
internal sealed class JsonRenderer : ISourceRenderer
{
    private const int FlushFrom = 1 << 16;

    private readonly Utf8JsonWriter _json;
    private string _documentId = "";
    private string _locatorIn = DocumentRecord.InSource;

    public JsonRenderer(Stream to, RenderSubject subject)
    {
        _json = new Utf8JsonWriter(
            to,
            new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
        );
        _json.WriteStartObject();
        _json.WriteString("source_id", subject.Source.SourceId);
        _json.WriteString("digest", subject.Source.Digest);
        _json.WriteString("media_type", subject.Source.MediaType);
        _json.WriteStartArray("documents");
    }

    public void Begin(string documentId, ParsedDocument document)
    {
        _documentId = documentId;
        _locatorIn = document.IsRendered ? DocumentRecord.InText : DocumentRecord.InSource;
        _json.WriteStartObject();
        _json.WriteString("document_id", documentId);
        if (document.Part.Length > 0)
        {
            _json.WriteString("part", document.Part);
        }
        if (document.Title is { } title)
        {
            _json.WriteString("title", title);
        }
        _json.WriteString("locator_in", _locatorIn);
        _json.WriteStartArray("blocks");
    }

    public ByteRange? Asked(Block block) => BlockViews.InSource(block, _locatorIn);

    public void Write(Block block, string? raw)
    {
        JsonSerializer.Serialize(_json, BlockViews.Of(block, _documentId, _locatorIn, raw), StrataJson.Options);
        if (_json.BytesPending > FlushFrom)
        {
            _json.Flush();
        }
    }

    public void EndDocument(ReadStatus read)
    {
        _json.WriteEndArray();
        _json.WriteBoolean("complete", read.Complete);
        if (read.Diagnostics.Count > 0)
        {
            _json.WritePropertyName("diagnostics");
            JsonSerializer.Serialize(_json, read.Diagnostics, StrataJson.Options);
        }
        _json.WriteEndObject();
    }

    public void End()
    {
        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.Flush();
    }

    public void Dispose() => _json.Dispose();
}
