using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Entities;
using Strata.Operations;

namespace Strata.Payments;

public sealed record DismissPaymentMatch : DecisionArguments
{
    [Description("ent_…")]
    public required string PaymentId { get; init; }
    public required string InvoiceId { get; init; }
}

[JsonSerializable(typeof(DismissPaymentMatch))]
internal sealed partial class DismissPaymentMatchShapes : JsonSerializerContext;

public static partial class PaymentsModule
{
    public static readonly Operation<DismissPaymentMatch, DecisionResult> Dismiss = new Operation<
        Decisions,
        DismissPaymentMatch,
        DecisionResult
    >(
        "dismiss_payment_match",
        "The payment does not pay the invoice; retract takes it back.",
        (decisions, pair, context) =>
            decisions.DismissMatchAsync(context.User, context.Actor, pair.PaymentId, pair.InvoiceId, pair.Decision(), context.Cancellation)
    )
    {
        Access = Access.Write,
        Decides = true,
        Route = OperationRoute.Post("/payments/matches/{payment_id}/{invoice_id}/dismiss") with { Body = typeof(DecisionRequest) },
        Tool = new() { Profile = ToolProfile.Admin, Shows = ["id", "kind", "seq"] },
        Examples = ["""{"payment_id":"<contact>","invoice_id":"<other>"}"""],
        Shapes = () => DismissPaymentMatchShapes.Default,
    };
}

public partial record struct PaymentsArea
{
    /// <summary>Records that the two do not belong together; it is not proposed again.</summary>
    public Task<DecisionResult> DismissAsync(string paymentId, string invoiceId, DecisionRequest request, CancellationToken ct) =>
        Strata.InvokeAsync(
            PaymentsModule.Dismiss,
            new()
            {
                PaymentId = paymentId,
                InvoiceId = invoiceId,
                Reason = request.Reason,
                IdempotencyKey = request.IdempotencyKey,
            },
            progress: null,
            ct
        );
}
