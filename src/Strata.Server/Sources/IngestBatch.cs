namespace Strata.Server.Sources;

/// <summary>Results of a multipart upload, in the order of its files.</summary>
internal sealed record IngestBatch(IReadOnlyList<IngestBatchItem> Items);

/// <summary>Result of one file, or the reason why it was refused.</summary>
internal sealed record IngestBatchItem
{
    public string? FileName { get; init; }
    public IngestResult? Result { get; init; }
    public string? Code { get; init; }
    public string? Detail { get; init; }

    public static async Task<IngestBatchItem> OfAsync(IStrata strata, IngestRequest request, Stream content, CancellationToken ct)
    {
        try
        {
            return new() { FileName = request.FileName, Result = await strata.IngestAsync(request, content, progress: null, ct) };
        }
        catch (StrataException e)
        {
            return new()
            {
                FileName = request.FileName,
                Code = e.Code.Name(),
                Detail = e.Message,
            };
        }
    }
}
