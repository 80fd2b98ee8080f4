using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Strata.Database;
using Strata.Operations;

namespace Strata.Projects;

public sealed record ListProjects
{
    public bool IncludeDeleted { get; init; }

    [Range(1, 1000)]
    public int Limit { get; set; } = 50;

    public string? Cursor { get; init; }
}

[JsonSerializable(typeof(ListProjects))]
[JsonSerializable(typeof(Page<ProjectView>))]
internal sealed partial class ListProjectsShapes : JsonSerializerContext;

public static partial class ProjectsModule
{
    public static readonly Operation<ListProjects, Page<ProjectView>> List = new Operation<IDatabase, ListProjects, Page<ProjectView>>(
        "list_projects",
        "Projects with their numbers of sources, newest first.",
        (_, request, context) => context.ReadAsync(connection => ProjectQueries.ListAsync(connection, request))
    )
    {
        Route = OperationRoute.Get("/projects"),
        Tool = new() { Profile = ToolProfile.Review },
        Examples = ["""{"include_deleted":true}"""],
        Shapes = () => ListProjectsShapes.Default,
    };
}

public partial record struct ProjectsArea
{
    public Task<Page<ProjectView>> ListAsync(ListProjects request, CancellationToken ct) =>
        Strata.InvokeAsync(ProjectsModule.List, request, progress: null, ct);
}
