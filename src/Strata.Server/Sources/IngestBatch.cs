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
}

/// <summary>Marks a route that runs its operation once per file.</summary>
/// <param name="Result">The type of its answer.</param>
internal sealed record BatchOf(Type Result);
