using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Entities;
using Strata.Operations;

namespace Strata.Prompts;

public sealed record SetPrompt : DecisionArguments
{
    [Description("As x-strata.prompt of a schema; null removes it.")]
    public JsonElement? Prompt { get; init; }
}

[JsonSerializable(typeof(SetPrompt))]
[JsonSerializable(typeof(PromptView))]
internal sealed partial class SetPromptShapes : JsonSerializerContext;

public static partial class PromptsModule
{
    public static readonly Operation<SetPrompt, PromptView> Set = new Operation<PromptService, SetPrompt, PromptView>(
        "set_prompt",
        "Says what interpreters that ask are told where neither request, schema nor project says it. Runs that have begun keep theirs.",
        (prompts, request, context) => prompts.SetAsync(context.User, context.Actor, request, context.Cancellation)
    )
    {
        Access = Access.Write,
        Decides = true,
        Route = OperationRoute.Put("/prompt"),
        Tool = new() { Profile = ToolProfile.Admin, Shows = ["decision_id"] },
        Examples = ["""{"prompt":{"instructions":"Answer in English."},"idempotency_key":"prompt"}"""],
        Shapes = () => SetPromptShapes.Default,
    };
}

public partial record struct PromptsArea
{
    public Task<PromptView> SetAsync(SetPrompt request, CancellationToken ct) =>
        Strata.InvokeAsync(PromptsModule.Set, request, progress: null, ct);
}
