using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Strata.Server.Mcp;

/// <summary>Sources as MCP resources: <c>strata://source/{id}</c> reads the bytes as they were taken in.</summary>
internal static class SourceResource
{
    /// <summary>Larger sources are read in parts by <c>get_source_content</c>.</summary>
    public const int MaxBytes = 10 << 20;

    private const string Prefix = "strata://source/";

    public static string Uri(string sourceId) => Prefix + sourceId;

    public static ResourceTemplate Template =>
        new()
        {
            UriTemplate = Prefix + "{source_id}",
            Name = "source",
            Description = "The bytes of a source, as they were taken in.",
        };

    public static Resource Of(SourceView source) =>
        new()
        {
            Uri = Uri(source.SourceId),
            Name = source.FileName ?? source.SourceId,
            MimeType = source.MediaType,
            Size = source.ByteSize,
        };

    public static async Task<ReadResourceResult> ReadAsync(IStrata strata, string uri, CancellationToken ct)
    {
        if (!uri.StartsWith(Prefix, StringComparison.Ordinal))
        {
            throw NotFound(uri);
        }
        try
        {
            var source = await strata.Sources.OpenAsync(uri[Prefix.Length..], ct);
            await using (source.Content)
            {
                if (source.Size > MaxBytes)
                {
                    throw new McpProtocolException(
                        $"{Code(ErrorCode.FileTooLarge)}: the source has {source.Size} bytes, {MaxBytes} can be read at once; use get_source_content.",
                        McpErrorCode.InvalidParams
                    );
                }
                var bytes = new byte[source.Size ?? 0];
                await source.Content.ReadExactlyAsync(bytes, ct);
                return new() { Contents = [Contents(uri, source.MediaType, bytes)] };
            }
        }
        catch (StrataException e) when (e.Code == ErrorCode.SourceNotFound)
        {
            throw NotFound(uri);
        }
        catch (StrataException e)
        {
            throw new McpProtocolException($"{Code(e.Code)}: {e.Message}", McpErrorCode.InternalError);
        }
    }

    private static ResourceContents Contents(string uri, string mediaType, byte[] bytes) =>
        TextOf(bytes) is { } text
            ? new TextResourceContents
            {
                Uri = uri,
                MimeType = mediaType,
                Text = text,
            }
            : BlobResourceContents.FromBytes(bytes, uri, mediaType);

    /// <summary>Returns the bytes as text; null unless they are strict UTF-8 without NUL.</summary>
    public static string? TextOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Contains((byte)0) || !System.Text.Unicode.Utf8.IsValid(bytes))
        {
            return null;
        }
        return Encoding.UTF8.GetString(bytes);
    }

    private static string Code(ErrorCode code) => code.Name();

    private static McpProtocolException NotFound(string uri) =>
        new($"{Code(ErrorCode.SourceNotFound)}: there is no resource {uri}.", McpErrorCode.ResourceNotFound);
}
