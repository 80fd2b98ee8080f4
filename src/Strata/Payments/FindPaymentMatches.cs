using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Payments;

public sealed record FindPaymentMatches;

[JsonSerializable(typeof(FindPaymentMatches))]
[JsonSerializable(typeof(PaymentMatchReport))]
internal sealed partial class FindPaymentMatchesShapes : JsonSerializerContext;

public static partial class PaymentsModule
{
    public static readonly Operation<FindPaymentMatches, PaymentMatchReport> Find = new Operation<
        MatchFinder,
        FindPaymentMatches,
        PaymentMatchReport
    >(
        "find_payment_matches",
        "Looks for payments that may pay invoices. Relates nothing.",
        (finder, _, context) => finder.FindAsync(context.Writes, context.Progress, context.Cancellation)
    )
    {
        Access = Access.Write,
        Cost = Cost.Expensive,
        ReportsProgress = true,
        OneAtATime = "A search for payments",
        Route = OperationRoute.Post("/payments/matches/find") with { HasBody = false },
        Tool = new() { Profile = ToolProfile.Admin },
        Examples = ["{}"],
        Shapes = () => FindPaymentMatchesShapes.Default,
    };
}

public partial record struct PaymentsArea
{
    public Task<PaymentMatchReport> FindAsync(IProgress<Progress>? progress, CancellationToken ct) =>
        Strata.InvokeAsync(PaymentsModule.Find, new(), progress, ct);
}
