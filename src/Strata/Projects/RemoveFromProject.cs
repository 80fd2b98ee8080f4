using Strata.Operations;

namespace Strata.Projects;

public static partial class ProjectsModule
{
    public static readonly Operation<ProjectSources, ProjectChange> Remove = new Operation<ProjectService, ProjectSources, ProjectChange>(
        "remove_from_project",
        "Takes sources out of a project; the sources stay.",
        (projects, request, context) => projects.RemoveAsync(context.User, context.Actor, request, context.Cancellation)
    )
    {
        Access = Access.Write,
        Decides = true,
        Route = OperationRoute.Post("/projects/{project_id}/sources/remove") with { Body = typeof(ListedSources) },
        Tool = new() { Profile = ToolProfile.Review, Shows = ["decision_id", "changed"] },
        Examples = ["""{"project_id":"<project>","source_ids":["<source>"]}"""],
        Shapes = () => ProjectSourcesShapes.Default,
    };
}

public partial record struct ProjectsArea
{
    public Task<ProjectChange> RemoveAsync(ProjectSources request, CancellationToken ct) =>
        Strata.InvokeAsync(ProjectsModule.Remove, request, progress: null, ct);
}
