using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Entities;
using Strata.Operations;

namespace Strata.Projects;

public record ListedSources : DecisionArguments
{
    [Description("src_…, up to 1,000.")]
    public required IReadOnlyList<string> SourceIds { get; init; }

    [Description("Also the sources inside these: files of a ZIP, attachments of a mail.")]
    public bool WithMembers { get; init; }
}

public sealed record ProjectSources : ListedSources
{
    [Description("prj_… or its name.")]
    public required string ProjectId { get; init; }
}

[JsonSerializable(typeof(ProjectSources))]
[JsonSerializable(typeof(ListedSources))]
[JsonSerializable(typeof(ProjectChange))]
internal sealed partial class ProjectSourcesShapes : JsonSerializerContext;

public static partial class ProjectsModule
{
    public static readonly Operation<ProjectSources, ProjectChange> Add = new Operation<ProjectService, ProjectSources, ProjectChange>(
        "add_to_project",
        "Adds sources to a project; those that are in it already stay.",
        (projects, request, context) => projects.AddAsync(context.User, context.Actor, request, context.Cancellation)
    )
    {
        Access = Access.Write,
        Decides = true,
        Route = OperationRoute.Post("/projects/{project_id}/sources") with { Body = typeof(ListedSources) },
        Tool = new() { Profile = ToolProfile.Review, Shows = ["decision_id", "changed"] },
        Examples = ["""{"project_id":"<project>","source_ids":["<source>"]}"""],
        Shapes = () => ProjectSourcesShapes.Default,
    };
}

public partial record struct ProjectsArea
{
    public Task<ProjectChange> AddAsync(ProjectSources request, CancellationToken ct) =>
        Strata.InvokeAsync(ProjectsModule.Add, request, progress: null, ct);
}
