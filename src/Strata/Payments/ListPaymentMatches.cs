using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Payments;

public sealed record PaymentMatchQuery
{
    [Description("Only matches of this payment or invoice.")]
    public string? EntityId { get; init; }

    [Description("Default: open.")]
    public PaymentMatchFilter State { get; set; }

    public double MinScore { get; set; }

    [Range(1, 1000)]
    public int Limit { get; set; } = 50;

    public string? Cursor { get; init; }
}

[JsonSerializable(typeof(PaymentMatchQuery))]
[JsonSerializable(typeof(Page<PaymentMatchView>))]
internal sealed partial class ListPaymentMatchesShapes : JsonSerializerContext;

public static partial class PaymentsModule
{
    public static readonly Operation<PaymentMatchQuery, Page<PaymentMatchView>> List = new Operation<
        MatchQueries,
        PaymentMatchQuery,
        Page<PaymentMatchView>
    >(
        "list_payment_matches",
        "Payments and the invoices that they may pay, surest first, with the reasons.",
        (matches, query, context) => context.ReadAsync(connection => matches.ListAsync(connection, query))
    )
    {
        Route = OperationRoute.Get("/payments/matches"),
        Tool = new()
        {
            Profile = ToolProfile.Admin,
            Description =
                "Payments and the invoices that they may pay, surest first, with the reasons. confirm_payment_match relates one, dismiss_payment_match refuses it.",
        },
        Examples = ["""{"state":"all"}""", """{"entity_id":"<contact>"}"""],
        Shapes = () => ListPaymentMatchesShapes.Default,
    };
}

public partial record struct PaymentsArea
{
    public Task<Page<PaymentMatchView>> ListAsync(PaymentMatchQuery query, CancellationToken ct) =>
        Strata.InvokeAsync(PaymentsModule.List, query, progress: null, ct);
}
