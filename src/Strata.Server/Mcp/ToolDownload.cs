using ModelContextProtocol.Protocol;

namespace Strata.Server.Mcp;

/// <summary>A range of a download's bytes, as text if possible, for agents that read large files in parts.</summary>
internal sealed record ToolDownload
{
    private const int DefaultLength = 64 << 10;
    private const int MaxLength = 1 << 20;

    private static readonly ToolParameter FromByte = new("offset", ToolParameterKind.Integer, "In bytes.") { Min = 0, Max = long.MaxValue };
    private static readonly ToolParameter Bytes = new("length", ToolParameterKind.Integer, $"In bytes, default {DefaultLength}.")
    {
        Min = 1,
        Max = MaxLength,
    };

    public required string MediaType { get; init; }

    /// <summary>Of all parts together.</summary>
    public required long ByteSize { get; init; }
    public required long Offset { get; init; }
    public required int Length { get; init; }
    public string? Text { get; init; }
    public string? ContentBase64 { get; init; }

    /// <summary>Where the next part starts; null at the end.</summary>
    public long? NextOffset { get; init; }

    public static IReadOnlyList<ToolParameter> Parameters { get; } = [FromByte, Bytes];

    public static JsonElement Schema { get; } =
        JsonElement.Parse(
            """
            {"type":"object","properties":{"media_type":{"type":"string"},"byte_size":{"type":"integer"},"offset":{"type":"integer"},"length":{"type":"integer"},"text":{"type":"string"},"content_base64":{"type":"string"},"next_offset":{"type":"integer"}},"required":["media_type","byte_size","offset","length"]}
            """
        );

    public static async Task<CallToolResult> PartAsync(Download download, ToolCall call)
    {
        await using var content = download.Content;
        var size = download.Size ?? content.Length;
        var offset = Math.Min(call.Long(FromByte.Name) ?? 0, size);
        await SkipAsync(content, offset, call.Cancellation);
        var bytes = new byte[(int)Math.Min(call.Integer(Bytes.Name) ?? DefaultLength, size - offset)];
        await content.ReadExactlyAsync(bytes, call.Cancellation);
        var part = Of(download.MediaType, size, offset, bytes);
        return ToolResult.Result(JsonSerializer.SerializeToElement(part, ServerJson.Ours.ToolDownload), links: null);
    }

    private static ToolDownload Of(string mediaType, long size, long offset, ReadOnlySpan<byte> bytes)
    {
        var whole = bytes[..WholeCharacters(bytes)];
        var text = whole.Length > 0 || bytes.Length == 0 ? SourceResource.TextOf(whole) : null;
        var taken = text is null ? bytes.Length : whole.Length;
        return new()
        {
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
