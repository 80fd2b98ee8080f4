using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Verification;

public sealed record Rebuild { }

[JsonSerializable(typeof(Rebuild))]
internal sealed partial class RebuildShapes : JsonSerializerContext;

public static partial class VerificationModule
{
    public static readonly Operation<Rebuild, RebuildReport> Rebuild = new Operation<Rebuilder, Rebuild, RebuildReport>(
        "rebuild",
        "Computes every snapshot again from the ledger.",
        (rebuilder, request, context) => rebuilder.RebuildAsync(context.User, context.Progress, context.Cancellation)
    )
    {
        Access = Access.Admin,
        Cost = Cost.Expensive,
        ReportsProgress = true,
        OneAtATime = "A rebuild",
        Records = true,
        Route = OperationRoute.Post("/rebuild") with { HasBody = false },
        Tool = new()
        {
            Profile = ToolProfile.Admin,
            Description = "Computes every entity again from the ledger. May take long.",
            Shows = ["changed"],
        },
        Examples = ["""{}"""],
        Shapes = () => RebuildShapes.Default,
    };
}

public partial record struct VerificationArea
{
    public Task<RebuildReport> RebuildAsync(IProgress<Progress>? progress, CancellationToken ct) =>
        Strata.InvokeAsync(VerificationModule.Rebuild, new(), progress, ct);
}
