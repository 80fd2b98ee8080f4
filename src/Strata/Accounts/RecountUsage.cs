using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Accounts;

public sealed record RecountUsage { }

[JsonSerializable(typeof(RecountUsage))]
internal sealed partial class RecountUsageShapes : JsonSerializerContext;

public static partial class UsageModule
{
    public static readonly Operation<RecountUsage, UsageRecount> Recount = new Operation<UsageService, RecountUsage, UsageRecount>(
        "recount_usage",
        "Counts usage again from sources and runs, and corrects what differs.",
        (usage, request, context) => usage.RecountAsync(context.User, context.Actor, context.Cancellation)
    )
    {
        Access = Access.Write,
        Cost = Cost.Expensive,
        Route = OperationRoute.Post("/usage/recount") with { HasBody = false },
        Examples = ["""{}"""],
        Shapes = () => RecountUsageShapes.Default,
    };
}

public partial record struct UsageArea
{
    public Task<UsageRecount> RecountAsync(CancellationToken ct) => Strata.InvokeAsync(UsageModule.Recount, new(), progress: null, ct);
}
