using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Strata.Database;
using Strata.Operations;

namespace Strata.Projects;

public sealed record ListProjectSources
{
    [Description("prj_… or its name.")]
    public required string ProjectId { get; init; }

    [Range(1, 1000)]
    public int Limit { get; set; } = 50;

    public string? Cursor { get; init; }
}

[JsonSerializable(typeof(ListProjectSources))]
[JsonSerializable(typeof(Page<ProjectSourceView>))]
internal sealed partial class ListProjectSourcesShapes : JsonSerializerContext;

public static partial class ProjectsModule
{
    public static readonly Operation<ListProjectSources, Page<ProjectSourceView>> Sources = new Operation<
        IDatabase,
        ListProjectSources,
        Page<ProjectSourceView>
    >(
        "list_project_sources",
        "The sources of a project in the order they were taken in, each with its documents, blocks and the state of its latest run.",
        (_, request, context) => context.ReadAsync(connection => ProjectQueries.SourcesAsync(connection, request))
    )
    {
        Route = OperationRoute.Get("/projects/{project_id}/sources"),
        Tool = new() { Profile = ToolProfile.Review },
        Examples = ["""{"project_id":"<project>"}"""],
        Shapes = () => ListProjectSourcesShapes.Default,
    };
}

public partial record struct ProjectsArea
{
    public Task<Page<ProjectSourceView>> ListSourcesAsync(ListProjectSources request, CancellationToken ct) =>
        Strata.InvokeAsync(ProjectsModule.Sources, request, progress: null, ct);
}
