using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Entities;
using Strata.Operations;

namespace Strata.Projects;

public sealed record CreateProject : DecisionArguments
{
    [Description("Unique among the user's projects.")]
    public required string Name { get; init; }

    public string? Description { get; init; }

    [Description("What interpreters that ask are told in its batches, as x-strata.prompt.")]
    public JsonElement? Prompt { get; init; }
}

[JsonSerializable(typeof(CreateProject))]
[JsonSerializable(typeof(ProjectChange))]
internal sealed partial class CreateProjectShapes : JsonSerializerContext;

public static partial class ProjectsModule
{
    public static readonly Operation<CreateProject, ProjectChange> Create = new Operation<ProjectService, CreateProject, ProjectChange>(
        "create_project",
        "Makes a project: a named group of sources, which may be in several.",
        (projects, request, context) => projects.CreateAsync(context.User, context.Actor, request, context.Cancellation)
    )
    {
        Access = Access.Write,
        Decides = true,
        Route = OperationRoute.Post("/projects") with { Status = 201 },
        Tool = new() { Profile = ToolProfile.Review, Shows = ["project", "decision_id"] },
        Examples = ["""{"name":"Taxes","description":"What the tax office asks for","idempotency_key":"taxes"}"""],
        Shapes = () => CreateProjectShapes.Default,
    };
}

public partial record struct ProjectsArea
{
    public Task<ProjectChange> CreateAsync(CreateProject request, CancellationToken ct) =>
        Strata.InvokeAsync(ProjectsModule.Create, request, progress: null, ct);
}
