namespace Strata.Operations;

/// <summary>A source that a result is about.</summary>
public sealed record SourceReference(string SourceId, string? FileName, string? MediaType = null, long? ByteSize = null);
