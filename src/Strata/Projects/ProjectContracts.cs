using System.Text.Json.Serialization;
using Strata.Runs;

namespace Strata.Projects;

public sealed record ProjectView
{
    public required string ProjectId { get; init; }
    public required string Name { get; init; }
    public string? Description { get; init; }

    /// <summary>What interpreters that ask are told in its batches; null: nothing.</summary>
    public JsonElement? Prompt { get; init; }
    public required ProjectState State { get; init; }
    public required long SourceCount { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Only when a single project is read.</summary>
    public ProjectCounts? Counts { get; init; }
}

[JsonConverter(typeof(SnakeCaseEnum<ProjectState>))]
public enum ProjectState
{
    Active,
    Deleted,
}

/// <summary>What is in a project.</summary>
public sealed record ProjectCounts
{
    public required long Bytes { get; init; }
    public required long Documents { get; init; }
    public required long Blocks { get; init; }
    public required long Observations { get; init; }

    /// <summary>Entities that observations of these sources are about, which may be about others as well.</summary>
    public required long Entities { get; init; }

    /// <summary>Sources that no interpreter has read.</summary>
    public required long Uninterpreted { get; init; }

    /// <summary>Sources that no other project holds.</summary>
    public required long Exclusive { get; init; }

    /// <summary>Number of sources by the state of their latest run.</summary>
    public required IReadOnlyDictionary<string, long> Sources { get; init; }
}

/// <summary>A source of a project.</summary>
public sealed record ProjectSourceView
{
    public required string SourceId { get; init; }
    public string? FileName { get; init; }
    public required string MediaType { get; init; }
    public required long ByteSize { get; init; }
    public required long Documents { get; init; }
    public required long Blocks { get; init; }

    /// <summary>The latest run; null if there is none.</summary>
    public string? RunId { get; init; }
    public RunStatus? Status { get; init; }

    /// <summary>Of the latest run.</summary>
    public required long Observations { get; init; }
    public required DateTimeOffset AddedAt { get; init; }
}

/// <summary>The result of a decision about a project.</summary>
public sealed record ProjectChange
{
    public required ProjectView Project { get; init; }

    /// <summary>Pass it to retract to undo the change; null if nothing changed.</summary>
    public string? DecisionId { get; init; }
    public long? Seq { get; init; }

    /// <summary>Sources added or removed.</summary>
    public long Changed { get; init; }
}
