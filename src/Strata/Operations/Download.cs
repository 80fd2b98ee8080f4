namespace Strata.Operations;

/// <summary>Bytes as the result of an operation, which doors stream.</summary>
/// <param name="Content">Whoever receives the result disposes it.</param>
public sealed record Download(string MediaType, string? FileName, Stream Content)
{
    /// <summary>Size in bytes; null if not known beforehand.</summary>
    public long? Size { get; init; }

    /// <summary>SHA-256 (hex) of the content; null if not known beforehand.</summary>
    public string? Digest { get; init; }

    /// <summary>Names this content for good; null if the same request may give another.</summary>
    public string? ETag { get; init; }

    /// <summary>Whether a download that was broken off can go on by its <see cref="ETag"/>: the content can be sought in.</summary>
    public bool CanResume { get; init; }

    /// <summary>How long a client may keep it without asking again.</summary>
    public TimeSpan MaxAge { get; init; }

    /// <summary>Whether a client needn't ask again before that even when told to reload.</summary>
    public bool IsImmutable { get; init; }

    /// <summary>Whether the content is text in UTF-8.</summary>
    public bool IsUtf8 { get; init; }
}
