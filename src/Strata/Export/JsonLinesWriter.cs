using System.Buffers;
using System.Text.Encodings.Web;

namespace Strata.Export;

/// <summary>A JSON object per line, each ended by a line feed.</summary>
internal sealed class JsonLinesWriter : IRowWriter
{
    private const int FlushFrom = 1 << 16;

    public static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly Stream _to;
    private readonly ArrayBufferWriter<byte> _buffer = new(FlushFrom * 2);
    private readonly Utf8JsonWriter _json;

    public JsonLinesWriter(Stream to)
    {
        _to = to;
        _json = new Utf8JsonWriter(_buffer, Options);
    }

    public async ValueTask WriteAsync(IExportRow row, CancellationToken ct)
    {
        row.Write(_json);
        _json.Flush();
        _json.Reset();
        _buffer.Write("\n"u8);
        if (_buffer.WrittenCount >= FlushFrom)
        {
            await EndAsync(ct);
        }
    }

    public async ValueTask EndAsync(CancellationToken ct)
    {
        await _to.WriteAsync(_buffer.WrittenMemory, ct);
        _buffer.ResetWrittenCount();
    }

    public ValueTask DisposeAsync() => _json.DisposeAsync();
}
