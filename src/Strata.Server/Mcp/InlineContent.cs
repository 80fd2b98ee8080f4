using Strata.Server.Sources;

namespace Strata.Server.Mcp;

/// <summary>Opens the bytes that an <c>ingest</c> call contains or refers to.</summary>
internal static class InlineContent
{
    public static Stream Open(ToolCall call, string given) =>
        given switch
        {
            "text" => new MemoryStream(Encoding.UTF8.GetBytes(call.Needed("text"))),
            "content_base64" => Decoded(call.Needed("content_base64")),
            _ => OpenFile(call.Needed("path")),
        };

    private static MemoryStream Decoded(string base64)
    {
        try
        {
            var bytes = Convert.FromBase64String(base64);
            return bytes.Length <= SourceTools.MaxInlineBytes
                ? new MemoryStream(bytes)
                : throw new StrataException(
                    ErrorCode.FileTooLarge,
                    $"content_base64 is limited to {SourceTools.MaxInlineBytes} bytes; send larger files by url or REST (POST /api/v1/sources)."
                );
        }
        catch (FormatException e)
        {
            throw new StrataException(ErrorCode.InvalidContent, "content_base64 is not base64.", e);
        }
    }

    private static FileStream OpenFile(string path)
    {
        try
        {
            return new FileStream(
                path,
                FileMode.Open,
                FileAccess.Read,
                FileShare.Read,
                bufferSize: 0,
                FileOptions.Asynchronous | FileOptions.SequentialScan
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new StrataException(ErrorCode.InvalidContent, $"The file cannot be read: {e.Message}", e);
        }
    }
}
