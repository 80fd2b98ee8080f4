using System.Text.Json.Serialization;

namespace Strata.Runs;

/// <summary>Results of the sources inside a source: files of a ZIP, attachments of a mail.</summary>
public sealed record MembersResult
{
    public required long Count { get; init; }
    public required long FailedCount { get; init; }

    /// <summary>Entities that their runs found or added to, including nested members.</summary>
    public required long EntityCount { get; init; }

    /// <summary>Message about the limit after which no members were ingested; also among the run's errors.</summary>
    [JsonIgnore]
    public string? Limit { get; init; }

    /// <summary>Number of members without any bytes: nothing of them is missing.</summary>
    [JsonIgnore]
    public long EmptyCount { get; init; }

    /// <summary>The first 100 members: failed ones first, then empty ones.</summary>
    public IReadOnlyList<MemberResult> Items { get; init; } = [];
}

public sealed record MemberResult
{
    /// <summary>Place in the parent: the path inside the ZIP, or the MIME part.</summary>
    public required string Path { get; init; }

    /// <summary>File name in the parent.</summary>
    public string? FileName { get; init; }
    public string? SourceId { get; init; }
    public string? MediaType { get; init; }
    public bool Deduplicated { get; init; }
    public RunStatus? RunStatus { get; init; }
    public long EntityCount { get; init; }

    /// <summary>Why it was not ingested or not interpreted.</summary>
    public string? Error { get; init; }

    /// <summary>Name in messages; a MIME part also has its file name. The rest of a broken-off container has no name.</summary>
    [JsonIgnore]
    public string Label =>
        Path.Length == 0 ? "what is left"
        : FileName is not { Length: > 0 } name || Path == name || Path.EndsWith("/" + name, StringComparison.Ordinal) ? Path
        : $"{Path} ({name})";
}
