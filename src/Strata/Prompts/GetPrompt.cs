using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Prompts;

public sealed record GetPrompt;

/// <summary>The last two layers of every prompt: parts that neither request, schema nor project give come from here.</summary>
public sealed record PromptView
{
    /// <summary>What the user says; null: nothing.</summary>
    public JsonElement? User { get; init; }

    /// <summary>What the operator says, which comes last; null: nothing.</summary>
    public JsonElement? Operator { get; init; }

    /// <summary>The decision that the user's comes from; pass it to retract to undo it. Null if there was none.</summary>
    public string? DecisionId { get; init; }
}

[JsonSerializable(typeof(GetPrompt))]
[JsonSerializable(typeof(PromptView))]
internal sealed partial class GetPromptShapes : JsonSerializerContext;

public static partial class PromptsModule
{
    public static readonly Operation<GetPrompt, PromptView> Get = new Operation<PromptService, GetPrompt, PromptView>(
        "get_prompt",
        "What interpreters that ask are told beside what a request, a schema or a project says.",
        (prompts, _, context) => context.ReadAsync(prompts.GetAsync)
    )
    {
        Route = OperationRoute.Get("/prompt"),
        Tool = new() { Profile = ToolProfile.Admin },
        Examples = ["{}"],
        Shapes = () => GetPromptShapes.Default,
    };
}

public partial record struct PromptsArea
{
    public Task<PromptView> GetAsync(CancellationToken ct) => Strata.InvokeAsync(PromptsModule.Get, new(), progress: null, ct);
}
