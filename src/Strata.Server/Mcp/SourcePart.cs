using ModelContextProtocol.Protocol;

namespace Strata.Server.Mcp;

/// <summary>A range of a source's bytes, as text if possible, for agents that read large files in parts.</summary>
internal sealed record SourcePart
{
    public const int DefaultLength = 64 << 10;
    public const int MaxLength = 1 << 20;

    public required string SourceId { get; init; }
    public required string MediaType { get; init; }
    public required long ByteSize { get; init; }
    public required long Offset { get; init; }
    public required int Length { get; init; }
    public string? Text { get; init; }
    public string? ContentBase64 { get; init; }

    /// <summary>Where the next part starts; null at the end.</summary>
    public long? NextOffset { get; init; }

    public static async Task<CallToolResult> ReadAsync(ToolCall call)
    {
        var offset = call.Long("offset") ?? 0;
        var main = call.Flag("main") ?? false;
        if ((call.Text("as") ?? (main ? "markdown" : null)) is { } format)
        {
            return await ShowAsync(call, format, main, offset);
        }
        var sourceId = call.Needed("source_id");
        var source = await call.Strata.Sources.OpenAsync(sourceId, call.Cancellation);
        await using (source.Content)
        {
            var size = source.Size ?? 0;
            offset = Math.Min(offset, size);
            var buffer = await ReadAsync(call, source.Content, size, offset);
            var part = Of(sourceId, source.MediaType, size, offset, buffer);
            return ToolResult.Result(
                JsonSerializer.SerializeToElement(part, ServerJson.Ours.SourcePart),
                [ToolResult.Link(sourceId, source.FileName, source.MediaType, size)]
            );
        }
    }

    /// <summary>Reads a part of the source as Markdown, JSON or text.</summary>
    private static async Task<CallToolResult> ShowAsync(ToolCall call, string format, bool main, long offset)
    {
        var (mediaType, _, content) = await call.Strata.Blocks.ShowAsync(call.Needed("source_id"), format, main, call.Cancellation);
        await using (content)
        {
            offset = Math.Min(offset, content.Length);
            var buffer = await ReadAsync(call, content, content.Length, offset);
            var part = Of(call.Needed("source_id"), mediaType, content.Length, offset, buffer);
            return ToolResult.Result(JsonSerializer.SerializeToElement(part, ServerJson.Ours.SourcePart), []);
        }
    }

    private static async Task<byte[]> ReadAsync(ToolCall call, Stream content, long size, long offset)
    {
        await SkipAsync(content, offset, call.Cancellation);
        var buffer = new byte[(int)Math.Min(call.Integer("length") ?? DefaultLength, size - offset)];
        await content.ReadExactlyAsync(buffer, call.Cancellation);
        return buffer;
    }

    private static SourcePart Of(string sourceId, string mediaType, long size, long offset, ReadOnlySpan<byte> bytes)
    {
        var whole = bytes[..WholeCharacters(bytes)];
        var text = whole.Length > 0 || bytes.Length == 0 ? SourceResource.TextOf(whole) : null;
        var taken = text is null ? bytes.Length : whole.Length;
        return new()
        {
            SourceId = sourceId,
            MediaType = mediaType,
            ByteSize = size,
            Offset = offset,
            Length = taken,
            Text = text,
            ContentBase64 = text is null ? Convert.ToBase64String(bytes) : null,
            NextOffset = offset + taken < size ? offset + taken : null,
        };
    }

    /// <summary>Returns the number of bytes without a UTF-8 character that is cut off at the end.</summary>
    private static int WholeCharacters(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= Math.Min(3, bytes.Length); back++)
        {
            var b = bytes[^back];
            if ((b & 0xC0) == 0x80)
            {
                continue;
            }
            var needs =
                b >= 0xF0 ? 4
                : b >= 0xE0 ? 3
                : b >= 0xC0 ? 2
                : 1;
            return needs > back ? bytes.Length - back : bytes.Length;
        }
        return bytes.Length;
    }

    private static async Task SkipAsync(Stream content, long offset, CancellationToken ct)
    {
        if (content.CanSeek)
        {
            content.Seek(offset, SeekOrigin.Begin);
            return;
        }
        var scratch = new byte[64 << 10];
        while (offset > 0)
        {
            var read = await content.ReadAsync(scratch.AsMemory(0, (int)Math.Min(scratch.Length, offset)), ct);
            offset = read == 0 ? throw new EndOfStreamException() : offset - read;
        }
    }
}
