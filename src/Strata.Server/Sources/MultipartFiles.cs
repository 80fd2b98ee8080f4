using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Strata.Server.Sources;

/// <summary>Streams the files of a multipart upload; none is held in memory.</summary>
internal static class MultipartFiles
{
    public static bool IsMultipart(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.Type.Equals("multipart", StringComparison.OrdinalIgnoreCase);

    public static async IAsyncEnumerable<(string? Name, string? MediaType, Stream Content)> ReadAsync(
        HttpRequest request,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        if (
            !MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 and <= 70 } boundary
        )
        {
            throw new StrataException(ErrorCode.UnsupportedMediaType, "Send the files as multipart/form-data with a boundary.");
        }
        var reader = new MultipartReader(boundary.ToString(), RequestBytes.Of(request));
        while (await NextAsync(reader, ct) is { } section)
        {
            if (section.GetContentDispositionHeader() is { } disposition && disposition.IsFileDisposition())
            {
                var name = disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName;
                yield return (HeaderUtilities.RemoveQuotes(name).ToString(), section.ContentType, RequestBytes.OfPart(section.Body));
            }
        }
    }

    private static async Task<MultipartSection?> NextAsync(MultipartReader reader, CancellationToken ct)
    {
        try
        {
            return await reader.ReadNextSectionAsync(ct);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw RequestBytes.CutOff(e);
        }
    }
}
