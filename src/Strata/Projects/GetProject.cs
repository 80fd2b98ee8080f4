using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Database;
using Strata.Operations;

namespace Strata.Projects;

public sealed record GetProject([property: Description("prj_… or its name.")] string ProjectId);

[JsonSerializable(typeof(GetProject))]
[JsonSerializable(typeof(ProjectView))]
internal sealed partial class GetProjectShapes : JsonSerializerContext;

public static partial class ProjectsModule
{
    public static readonly Operation<GetProject, ProjectView> Get = new Operation<IDatabase, GetProject, ProjectView>(
        "get_project",
        "A project with counts: bytes, documents, blocks, entities, and sources by the state of their latest run.",
        (_, request, context) => context.ReadAsync(connection => ProjectQueries.GetAsync(connection, request.ProjectId))
    )
    {
        Route = OperationRoute.Get("/projects/{project_id}"),
        Tool = new() { Profile = ToolProfile.Review },
        Examples = ["""{"project_id":"<project>"}"""],
        Shapes = () => GetProjectShapes.Default,
    };
}

public partial record struct ProjectsArea
{
    public Task<ProjectView> GetAsync(string projectId, CancellationToken ct) =>
        Strata.InvokeAsync(ProjectsModule.Get, new(projectId), progress: null, ct);
}
