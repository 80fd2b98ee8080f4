using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Entities;
using Strata.Operations;

namespace Strata.Payments;

public sealed record ConfirmPaymentMatch : DecisionArguments
{
    [Description("ent_…")]
    public required string PaymentId { get; init; }
    public required string InvoiceId { get; init; }
}

[JsonSerializable(typeof(ConfirmPaymentMatch))]
internal sealed partial class ConfirmPaymentMatchShapes : JsonSerializerContext;

public static partial class PaymentsModule
{
    public static readonly Operation<ConfirmPaymentMatch, DecisionResult> Confirm = new Operation<
        Decisions,
        ConfirmPaymentMatch,
        DecisionResult
    >(
        "confirm_payment_match",
        "The payment pays the invoice; retract takes it back.",
        (decisions, pair, context) =>
            decisions.ConfirmMatchAsync(context.User, context.Actor, pair.PaymentId, pair.InvoiceId, pair.Decision(), context.Cancellation)
    )
    {
        Access = Access.Write,
        Decides = true,
        Route = OperationRoute.Post("/payments/matches/{payment_id}/{invoice_id}/confirm") with { Body = typeof(DecisionRequest) },
        Tool = new() { Profile = ToolProfile.Admin, Shows = ["id", "kind", "seq"] },
        Examples = ["""{"payment_id":"<contact>","invoice_id":"<other>"}"""],
        Shapes = () => ConfirmPaymentMatchShapes.Default,
    };
}

public partial record struct PaymentsArea
{
    /// <summary>Relates the two by <c>pays</c>; retracting undoes it.</summary>
    public Task<DecisionResult> ConfirmAsync(string paymentId, string invoiceId, DecisionRequest request, CancellationToken ct) =>
        Strata.InvokeAsync(
            PaymentsModule.Confirm,
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
