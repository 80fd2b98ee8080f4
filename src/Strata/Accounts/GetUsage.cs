using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Accounts;

public sealed record GetUsage { }

[JsonSerializable(typeof(GetUsage))]
internal sealed partial class GetUsageShapes : JsonSerializerContext;

public static partial class UsageModule
{
    public static readonly Operation<GetUsage, UsageView> Get = new Operation<UsageService, GetUsage, UsageView>(
        "get_usage",
        "The plan, and for each quota what is used and what remains.",
        (usage, request, context) => usage.GetAsync(context.User, context.Cancellation)
    )
    {
        Route = OperationRoute.Get("/usage"),
        Tool = new()
        {
            Profile = ToolProfile.Admin,
            Description = "What may be used and is used: bytes of sources, interpretations this month.",
            Shows = ["plan", "month", "storage", "interpretations", "warnings"],
        },
        Examples = ["""{}"""],
        Shapes = () => GetUsageShapes.Default,
    };
}

public partial record struct UsageArea
{
    public Task<UsageView> GetAsync(CancellationToken ct) => Strata.InvokeAsync(UsageModule.Get, new(), progress: null, ct);
}
