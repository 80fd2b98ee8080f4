using System.Text.Json.Serialization;

namespace Strata.Runs;

/// <summary>What came of the sources inside a source: files of a ZIP, attachments of a mail.</summary>
public sealed record MembersResult
{
    public required long Count { get; init; }
    public required long FailedCount { get; init; }

    /// <summary>Entities that their runs found or added to, those of their own members included.</summary>
    public required long EntityCount { get; init; }

    /// <summary>The limit beyond which nothing was taken in, in words: it is among the run's errors.</summary>
    [JsonIgnore]
    public string? Limit { get; init; }

    /// <summary>The first 100; what failed before the rest.</summary>
    public IReadOnlyList<MemberResult> Items { get; init; } = [];
}

public sealed record MemberResult
{
    /// <summary>Where it stands in its parent: the path inside the ZIP, the MIME part.</summary>
    public required string Path { get; init; }

    /// <summary>The name that it has there.</summary>
    public string? FileName { get; init; }
    public string? SourceId { get; init; }
    public string? MediaType { get; init; }
    public bool Deduplicated { get; init; }
    public string? RunStatus { get; init; }
    public long EntityCount { get; init; }

    /// <summary>Why it was not taken in, or not interpreted.</summary>
    public string? Error { get; init; }

    /// <summary>
    /// What it is called in messages: a MIME part by its file name too. A container that breaks off has no name for what is missing.
    /// </summary>
    [JsonIgnore]
    public string Label =>
        Path.Length == 0 ? "what is left"
        : FileName is not { Length: > 0 } name || Path == name || Path.EndsWith("/" + name, StringComparison.Ordinal) ? Path
        : $"{Path} ({name})";
}
