using Strata.Documents;

namespace Strata.Rendering;

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
