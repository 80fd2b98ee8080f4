using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Payments;

public sealed record ExplainPaymentMatch
{
    [Description("ent_…")]
    public required string PaymentId { get; init; }
    public required string InvoiceId { get; init; }
}

[JsonSerializable(typeof(ExplainPaymentMatch))]
[JsonSerializable(typeof(PaymentMatchView))]
internal sealed partial class ExplainPaymentMatchShapes : JsonSerializerContext;

public static partial class PaymentsModule
{
    public static readonly Operation<ExplainPaymentMatch, PaymentMatchView> Explain = new Operation<
        MatchQueries,
        ExplainPaymentMatch,
        PaymentMatchView
    >(
        "explain_payment_match",
        "One payment and an invoice that it may pay, with the reasons.",
        (matches, pair, context) => context.ReadAsync(connection => matches.GetAsync(connection, pair.PaymentId, pair.InvoiceId))
    )
    {
        Route = OperationRoute.Get("/payments/matches/{payment_id}/{invoice_id}"),
        Examples = ["""{"payment_id":"<contact>","invoice_id":"<other>"}"""],
        Shapes = () => ExplainPaymentMatchShapes.Default,
    };
}

public partial record struct PaymentsArea
{
    /// <exception cref="StrataException">ENTITY_NOT_FOUND: the pair is not proposed.</exception>
    public Task<PaymentMatchView> ExplainAsync(string paymentId, string invoiceId, CancellationToken ct) =>
        Strata.InvokeAsync(PaymentsModule.Explain, new() { PaymentId = paymentId, InvoiceId = invoiceId }, progress: null, ct);
}
