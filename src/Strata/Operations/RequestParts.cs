namespace Strata.Operations;

/// <summary>What comes with a request beside its JSON.</summary>
public readonly record struct RequestParts
{
    /// <summary>For a request that is <see cref="IConditional"/>.</summary>
    public string? IfMatch { get; init; }

    /// <summary>For a request that is <see cref="IUpload"/>.</summary>
    public Stream? Content { get; init; }

    /// <summary>The media type that came with the content.</summary>
    public string? ContentType { get; init; }
}
