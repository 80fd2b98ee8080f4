using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Erasure;

public record LiftReason
{
    [Description("Why; kept.")]
    public string? Reason { get; init; }
}

public sealed record LiftErasure : LiftReason
{
    [Description("dec_…, of the receipt.")]
    public required string ErasureId { get; init; }
}

/// <param name="DecisionId">The decision that lifted it.</param>
public sealed record ErasureLifted(string ErasureId, string DecisionId);

[JsonSerializable(typeof(LiftErasure))]
[JsonSerializable(typeof(LiftReason))]
[JsonSerializable(typeof(ErasureLifted))]
internal sealed partial class LiftErasureShapes : JsonSerializerContext;

public static partial class ErasureModule
{
    public static readonly Operation<LiftErasure, ErasureLifted> Lift = new Operation<PartErasure, LiftErasure, ErasureLifted>(
        "lift_erasure",
        "Lets the bytes of an erasure come in again; brings nothing back.",
        (erasure, request, context) =>
            erasure.LiftAsync(context.User, context.Actor, request.ErasureId, request.Reason, context.Cancellation)
    )
    {
        Access = Access.Admin,
        Decides = true,
        Route = OperationRoute.Post("/erasures/{erasure_id}/lift") with { Body = typeof(LiftReason) },
        Tool = new() { Profile = ToolProfile.Admin },
        Examples = ["""{"erasure_id":"dec_1"}"""],
        Shapes = () => LiftErasureShapes.Default,
    };
}

public partial record struct ErasureArea
{
    public Task<ErasureLifted> LiftAsync(string erasureId, string? reason, CancellationToken ct) =>
        Strata.InvokeAsync(ErasureModule.Lift, new() { ErasureId = erasureId, Reason = reason }, progress: null, ct);
}
