using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Entities;
using Strata.Operations;

namespace Strata.Projects;

public sealed record DeleteProject : DecisionArguments
{
    [Description("prj_… or its name.")]
    public required string ProjectId { get; init; }
}

[JsonSerializable(typeof(DeleteProject))]
[JsonSerializable(typeof(ProjectChange))]
internal sealed partial class DeleteProjectShapes : JsonSerializerContext;

public static partial class ProjectsModule
{
    public static readonly Operation<DeleteProject, ProjectChange> Delete = new Operation<ProjectService, DeleteProject, ProjectChange>(
        "delete_project",
        "Deletes a project and nothing else: its sources stay, and retract brings it back. erase_part removes its sources with it, for good.",
        (projects, request, context) => projects.DeleteAsync(context.User, context.Actor, request, context.Cancellation)
    )
    {
        Access = Access.Write,
        Decides = true,
        Route = OperationRoute.Post("/projects/{project_id}/delete") with { Body = typeof(DecisionRequest) },
        Tool = new() { Profile = ToolProfile.Review, Shows = ["decision_id"] },
        Examples = ["""{"project_id":"<project>"}"""],
        Shapes = () => DeleteProjectShapes.Default,
    };
}

public partial record struct ProjectsArea
{
    public Task<ProjectChange> DeleteAsync(DeleteProject request, CancellationToken ct) =>
        Strata.InvokeAsync(ProjectsModule.Delete, request, progress: null, ct);
}
