namespace Strata.Sources;

internal sealed partial class Ingestion
{
    private const int MaxPath = 1_000;

    /// <summary>Returns the origin whose paths name versions: as stated, or the address of a page; null: there is none.</summary>
    private static string? PlaceOf(IngestOptions request) =>
        request.Origin is SourceLinks.Member or SourceLinks.Attachment ? null
        : request.StatedOrigin is { } stated ? stated
        : Uri.TryCreate(request.Origin, UriKind.Absolute, out var url) && url.Scheme.StartsWith("http", StringComparison.Ordinal)
            ? request.Origin
        : null;

    private static string? PathOf(IngestOptions request) =>
        (request.OriginPath ?? request.FileName) is not { Length: > 0 } path ? null
        : path.Length <= MaxPath ? path
        : throw new StrataException(ErrorCode.InvalidContent, $"'origin_path' has at most {MaxPath} characters.");
}
