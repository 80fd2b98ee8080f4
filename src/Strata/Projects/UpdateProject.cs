using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Entities;
using Strata.Operations;

namespace Strata.Projects;

public record ProjectUpdate : DecisionArguments
{
    [Description("The new name; left out: as it is.")]
    public string? Name { get; init; }

    [Description("The new description; left out: as it is.")]
    public string? Description { get; init; }

    [Description("What interpreters that ask are told in its batches, as x-strata.prompt; {} removes it; left out: as it is.")]
    public JsonElement? Prompt { get; init; }
}

public sealed record UpdateProject : ProjectUpdate
{
    [Description("prj_… or its name.")]
    public required string ProjectId { get; init; }
}

[JsonSerializable(typeof(UpdateProject))]
[JsonSerializable(typeof(ProjectUpdate))]
[JsonSerializable(typeof(ProjectChange))]
internal sealed partial class UpdateProjectShapes : JsonSerializerContext;

public static partial class ProjectsModule
{
    public static readonly Operation<UpdateProject, ProjectChange> Update = new Operation<ProjectService, UpdateProject, ProjectChange>(
        "update_project",
        "Renames or describes a project, or says what its batches tell interpreters.",
        (projects, request, context) => projects.ChangeAsync(context.User, context.Actor, request, context.Cancellation)
    )
    {
        Access = Access.Write,
        Decides = true,
        Route = OperationRoute.Put("/projects/{project_id}") with { Body = typeof(ProjectUpdate) },
        Tool = new() { Profile = ToolProfile.Review, Shows = ["decision_id"] },
        Examples = ["""{"project_id":"<project>","name":"Renamed"}"""],
        Shapes = () => UpdateProjectShapes.Default,
    };
}

public partial record struct ProjectsArea
{
    public Task<ProjectChange> UpdateAsync(UpdateProject request, CancellationToken ct) =>
        Strata.InvokeAsync(ProjectsModule.Update, request, progress: null, ct);
}
