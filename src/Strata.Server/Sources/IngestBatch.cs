namespace Strata.Server.Sources;

/// <summary>What came of each file of a multipart upload, in their order.</summary>
internal sealed record IngestBatch(IReadOnlyList<IngestBatchItem> Items);

/// <summary>Either what came of one file, or why it was refused; the other files are not affected.</summary>
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
