using System.Text.Json.Nodes;

namespace Strata.Server.Mcp;

/// <summary>The bytes that a call contains or refers to.</summary>
internal sealed class ToolUpload : IAsyncDisposable
{
    /// <summary>Most bytes that <c>content_base64</c> may encode.</summary>
    public const int MaxInlineBytes = 10 << 20;

    private const string InBase64 = "content_base64";
    private static readonly ToolParameter Path = new("path", ToolParameterKind.Text, "A file of this machine.");
    private static readonly ToolParameter Text = new("text", ToolParameterKind.Text);
    private static readonly ToolParameter Base64 = new(InBase64, ToolParameterKind.Text, "At most 10 MB; larger by REST.");

    private readonly string? _fileName;

    private ToolUpload(Stream content, string? fileName) => (Content, _fileName) = (content, fileName);

    public Stream Content { get; }

    public static IReadOnlyList<ToolParameter> Parameters(bool localFiles) => localFiles ? [Path, Text, Base64] : [Text, Base64];

    public static ToolUpload Open(ToolCall call) =>
        (call.Text(Path.Name), call.Text(Text.Name), call.Text(InBase64), call.Has("url")) switch
        {
            ({ } path, null, null, false) => new(OpenFile(path), System.IO.Path.GetFileName(path)),
            (null, { } text, null, false) => new(new MemoryStream(Encoding.UTF8.GetBytes(text)), fileName: null),
            (null, null, { } base64, false) => new(Decoded(base64), fileName: null),
            (null, null, null, true) => new(Stream.Null, fileName: null),
            _ => throw new StrataException(
                ErrorCode.InvalidContent,
                $"Give exactly one of {string.Join(", ", Parameters(call.Takes(Path.Name)).Select(p => p.Name))} or url."
            ),
        };

    /// <summary>Returns the request with the name of the file, if it has none of its own.</summary>
    public JsonElement Named(JsonElement request)
    {
        if (_fileName is null || request.TryGetProperty("file_name", out _))
        {
            return request;
        }
        var named = JsonObject.Create(request) ?? [];
        named["file_name"] = _fileName;
        return JsonElement.Parse(named.ToJsonString());
    }

    public ValueTask DisposeAsync() => Content.DisposeAsync();

    private static MemoryStream Decoded(string base64)
    {
        try
        {
            var bytes = Convert.FromBase64String(base64);
            return bytes.Length <= MaxInlineBytes
                ? new MemoryStream(bytes)
                : throw new StrataException(
                    ErrorCode.FileTooLarge,
                    $"content_base64 is limited to {MaxInlineBytes} bytes; send larger files by url or REST (POST /api/v1/sources)."
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
