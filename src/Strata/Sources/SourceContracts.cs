using Strata.Blobs;
using Strata.Runs;

namespace Strata.Sources;

/// <summary>A source inside another, or the source that another is inside of.</summary>
/// <param name="Path">Path of the member in its parent.</param>
public sealed record SourceLinkView(string SourceId, string? FileName, string MediaType, string Path, LinkRelation Relation);

public sealed record SourceView
{
    public required string SourceId { get; init; }
    public required string Digest { get; init; }
    public string? FileName { get; init; }
    public required string MediaType { get; init; }
    public string? Origin { get; init; }
    public required long ByteSize { get; init; }
    public required StorageStatus StorageStatus { get; init; }
    public required DateTimeOffset ObservedAt { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public IReadOnlyList<RunView> Runs { get; init; } = [];

    /// <summary>Of the latest run; only in lists of the present.</summary>
    public SourceRunState? State { get; init; }

    /// <summary>The source that it is a newer version of; only when a single source is read.</summary>
    public string? Replaces { get; init; }

    /// <summary>The latest that replaces it; only when a single source is read.</summary>
    public string? ReplacedBy { get; init; }

    /// <summary>Number of sources inside it; only when a single source is read, and absent if it has none.</summary>
    public long? MemberCount { get; init; }

    /// <summary>
    /// The first 1,000 sources inside it, by path (<see cref="ListMembers"/> returns all); only when a single source is read.
    /// </summary>
    public IReadOnlyList<SourceLinkView>? Members { get; init; }

    /// <summary>The sources that contain it; only when a single source is read.</summary>
    public IReadOnlyList<SourceLinkView>? Parents { get; init; }
}
